import { Module } from '@nestjs/common';
import StudentsModule from 'students/students.module';
import { LegacyController } from './legacy.controller';

@Module({ imports: [StudentsModule], controllers: [LegacyController] })
export class LegacyModule {}
