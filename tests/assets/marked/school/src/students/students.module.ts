import { Controller, Injectable, Module, Get, Param } from '@nestjs/common';
import { TypeOrmModule, InjectRepository } from '@nestjs/typeorm';
import { In, Repository } from 'typeorm';
import { groupBy, keyBy } from 'lodash';
import { CrudController, CrudService } from '../core/base';
import { Card, Grade, Student } from '../core/entities';
@Injectable() export class StudentsService extends CrudService<Student> {
  constructor(@InjectRepository(Student) repo: Repository<Student>) { super(repo); }
  async admit(name: string) {
    const student = Student.create({ name });
    student.card = new Card();
    await student.save(); //= students: write person, write library_cards
    await student.reload(); //= students: read person
  }
  async merge(ids: number[]) {
    const students = await Student.find({ where: { id: In(ids) }, relations: ['card', 'courses'] }); //= students: read person, read library_cards, read course, read enrolments
    const byName = groupBy(students, 'name');
    for (const [first, ...rest] of Object.values(byName)) {
      for (const twin of rest) {
        twin.card.code = first.card.code;
        await twin.card.save(); //= students: write library_cards
        await twin.softRemove(); //= students: write person, write library_cards
      }
    }
  }
  async best() {
    const grades = await Grade.createQueryBuilder('g').innerJoinAndSelect('g.student', 's').where('g.mark > 5').getMany(); //= students: read grade, read person
    const byId = keyBy(grades.map((g) => g.student), 'id');
    for (const id of Object.keys(byId)) {
      byId[id].name += '*';
      await byId[id].save(); //= students: write person, write library_cards
    }
  }
}
@Controller({ path: 'students' }) export class StudentsController extends CrudController<Student>() {
  constructor(protected readonly service: StudentsService) { super(); }
  @Get('best/all') best() { return this.service.best(); } //route GET /students/best/all
}
@Module({ imports: [TypeOrmModule.forFeature([Student])], controllers: [StudentsController], providers: [StudentsService], exports: [StudentsService] }) export class StudentsModule {}
