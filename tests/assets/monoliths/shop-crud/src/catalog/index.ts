export * from './catalog.module';
export { ProductsService as Stock } from './products.service';
