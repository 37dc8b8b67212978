export * from './decorators';
export * from './roles.guard';
