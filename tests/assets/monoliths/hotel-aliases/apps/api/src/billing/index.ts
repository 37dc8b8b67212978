export * from './billing.module';
export * from './billing.tokens';
export { Invoice } from './invoice.entity';
