import { Module } from '@nestjs/common';
import { TagsModule } from '../tags/tags.module';
import { LiveController } from './live.controller';

@Module({ imports: [TagsModule], controllers: [LiveController] })
export class LiveModule {}
