export * from './crud';
export { Auth as Secured } from './decorators/auth.decorator';
export { default as Public } from './decorators/public.decorator';
export { AuditedEntity as BaseModel } from './entities/audited.entity';
export { Address } from './entities/address';
export { paginate, type Page } from './paging/paginate';
