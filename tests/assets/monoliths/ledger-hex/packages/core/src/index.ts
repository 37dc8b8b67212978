export type { Mapper } from './mapper';
export type { UseCase } from './use-case';
export { Topics } from './topics';
