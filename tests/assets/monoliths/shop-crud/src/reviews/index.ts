export { default } from './reviews.module';
