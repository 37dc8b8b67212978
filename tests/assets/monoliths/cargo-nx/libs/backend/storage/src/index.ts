export { StorageModule } from './lib/storage.module';
export { LabelStore } from './lib/label.store';
