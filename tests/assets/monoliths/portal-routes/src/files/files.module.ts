import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Attachment } from './attachment.entity';
import { FilesController } from './files.controller';

@Module({ imports: [TypeOrmModule.forFeature([Attachment])], controllers: [FilesController] })
export class FilesModule {}
