import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import Teacher from 'models/teacher';
import { TeachersController } from './teachers.controller';
import { TeachersService } from './teachers.service';

@Module({
  imports: [TypeOrmModule.forFeature([Teacher])],
  controllers: [TeachersController],
  providers: [TeachersService],
  exports: [TeachersService],
})
export class TeachersModule {}
