import { Module } from '@nestjs/common';
import { LabelStore } from './label.store';
import { ConfigurableModuleClass } from './storage.definition';

@Module({ providers: [LabelStore], exports: [LabelStore] })
export class StorageModule extends ConfigurableModuleClass {}
