import { Module } from '@nestjs/common';
import LegacyController from './legacy.controller';
import { HostController } from './host.controller';

@Module({ controllers: [LegacyController, HostController] })
export class LegacyModule {}
