import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import Student from 'models/student';
import { StudentsController } from './students.controller';
import StudentsService from './students.service';

@Module({
  imports: [TypeOrmModule.forFeature([Student])],
  controllers: [StudentsController],
  providers: [StudentsService],
  exports: [StudentsService],
})
export default class StudentsModule {}
