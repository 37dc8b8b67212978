import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { options } from 'data-source';
import { GradesModule } from 'grades/grades.module';
import { LegacyModule } from 'legacy/legacy.module';
import StudentsModule from 'students/students.module';
import { TeachersModule } from 'teachers/teachers.module';

@Module({
  imports: [TypeOrmModule.forRoot(options), StudentsModule, GradesModule, TeachersModule, LegacyModule],
})
export default class AppModule {}
