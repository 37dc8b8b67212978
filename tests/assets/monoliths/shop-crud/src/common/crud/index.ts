export { CrudController } from './crud.controller';
export { CrudService } from './crud.service';
