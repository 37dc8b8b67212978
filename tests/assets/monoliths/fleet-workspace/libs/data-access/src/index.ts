export * from './entities';
export * from './aggregates';
export { DataAccessModule } from './data-access.module';
export { SnakeNamingStrategy } from './snake-naming.strategy';
