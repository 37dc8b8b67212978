import { Injectable, Module } from '@nestjs/common';
import { OnEvent } from '@nestjs/event-emitter';
import { Repository, DataSource, Brackets } from 'typeorm';
import { Store, StoreModule } from '../core/core.module';
import { Average, Course, Grade, Student } from '../core/entities';
import { CoursesModule, CoursesService } from '../courses/courses.module';
@Injectable() export class GradesService {
  constructor(@Store(Grade) private readonly grades: Repository<Grade>, private readonly courses: CoursesService, private readonly ds: DataSource) {}
  async give(student: Student, courseId: number, mark: number) {
    const course = await this.courses.get(courseId);
    return this.ds.transaction(async (em) => {
      const old = await em.withRepository(this.grades).findOneBy({ student: { id: student.id }, course: { id: course.id } }); //= grades: read grade, read person, read course
      if (old) await em.remove(old); //= grades: write grade
      await em.getRepository(Grade).insert({ student, course, mark }); //= grades: write grade
    });
  }
  averages() { return this.ds.getRepository(Average).find(); } //= grades: read averages, read grade
  weak() {
    return this.grades.createQueryBuilder('g') //= grades: read grade
      .leftJoin(Student, 's', 's.id = g.studentId').where(new Brackets((q) => q.where('g.mark < 4').orWhere((sub) => 'g.studentId IN ' + sub.subQuery().select('a.studentId').from(Average, 'a').getQuery()))).getMany(); //= grades: read person, read averages, read grade
  }
  @OnEvent('course.closed') async close(e: { id: number }) {
    await this.grades.createQueryBuilder().update().set({ mark: () => 'ROUND(mark)' }).where('courseId = :id', e).execute(); //= grades: write grade
  }
}
@Module({ imports: [StoreModule.of(Grade), CoursesModule], providers: [GradesService], exports: [GradesService] }) export class GradesModule {}
