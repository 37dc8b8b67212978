import { Controller, Get, Injectable, Module, Param, Post, Body } from '@nestjs/common';
import { InjectRepository, TypeOrmModule } from '@nestjs/typeorm';
import { Between, MoreThan, Repository } from 'typeorm';
import { CrudController, CrudService } from '../core/base';
import { Course, Lesson, Student } from '../core/entities';
@Injectable() export class CoursesService extends CrudService<Course> {
  protected relations = { lessons: true };
  constructor(@InjectRepository(Course) repo: Repository<Course>, @InjectRepository(Lesson) private readonly lessons: Repository<Lesson>) { super(repo); }
  private query(alias: string) { return this.repo.createQueryBuilder(alias); } //= courses: read course
  protected async before(row: Course) { if (await this.repo.exists({ where: { title: row.title } })) throw new Error('twice'); return row; } //= courses: read course
  async plan(id: number, dates: Date[]) {
    const course = await this.get(id);
    course.lessons = dates.map((at) => this.lessons.create({ at }));
    return course.save(); //= courses: write course, write lesson
  }
  async enrol(id: number, student: number) {
    await this.query('c').relation(Course, 'students').of(id).add(student); //= courses: write enrolments
  }
  full() { return this.query('c').loadRelationCountAndMap('c.n', 'c.students').having('n > 30').getMany(); } //= courses: read enrolments, read person
}
@Controller('courses') export class CoursesController extends CrudController<Course>() {
  constructor(protected readonly service: CoursesService) { super(); }
  @Post(':id/plan') plan(@Param('id') id: string, @Body() b: any) { return this.service.plan(+id, b.dates); } //route POST /courses/:id/plan
}
@Module({ imports: [TypeOrmModule.forFeature([Course, Lesson])], controllers: [CoursesController], providers: [CoursesService], exports: [CoursesService] }) export class CoursesModule {}
