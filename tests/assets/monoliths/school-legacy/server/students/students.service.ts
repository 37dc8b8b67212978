import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { QUERIES } from 'common/queries';
import { bump, chunked, logTo } from 'common/helpers';
import { Counter } from 'models/audit';
import Grade from 'models/grade';
import Student from 'models/student';
import { DataSource, EntityManager, FindManyOptions, In, Repository } from 'typeorm';
import Absence = require('models/absence');

@Injectable()
export default class StudentsService {
  static describe(em: EntityManager, id: number) {
    return em.findOneBy(Student, { id });
  }

  constructor(
    @InjectRepository(Student) private readonly repo: Repository<Student>,
    private readonly ds: DataSource,
  ) {}

  private get absences(): Repository<Absence> {
    return this.ds.getRepository(Absence);
  }

  list = async (withGrades: boolean) => {
    const opts: FindManyOptions<Student> = {};
    const relations = ['schoolClass'];
    if (withGrades) {
      relations.push('grades');
    }
    opts.relations = relations;
    opts.order = { name: 'ASC' };
    return this.repo.find(opts);
  };

  one(id: number) {
    const { repo, ds } = this;
    return repo
      .findOneBy({ id })
      .then((student) =>
        ds.query(QUERIES.grades.average, [id]).then(([row]: { average: number }[]) => ({ ...student, average: row.average })),
      );
  }

  absent(day: string) {
    const self = this;
    return Promise.resolve().then(function () {
      return self.absences.find({ where: { day } });
    });
  }

  named(id: number) {
    return StudentsService.describe(this.ds.manager, id);
  }

  save(student: Partial<Student>, manager?: EntityManager) {
    return (manager ?? this.repo.manager).save(Student, student);
  }

  rename(id: number, name: string, manager?: EntityManager) {
    const repo = manager ? manager.getRepository(Student) : this.repo;
    return repo.update(id, { name });
  }

  async wipe(id: number) {
    const dependants: Repository<any>[] = [this.absences, this.ds.getRepository(Grade)];
    for (const repository of dependants) {
      await repository.delete({ student: { id } });
    }
    await bump('wiped');
    await this.ds.query(QUERIES.students.forget, [id]);
  }

  move(ids: number[], classId: number) {
    return this.ds.transaction((em) =>
      Promise.all([
        ...chunked(ids, 100).map((some) => em.update(Student, { id: In(some) }, { classId })),
        em.increment(Counter, { name: 'moves' }, 'value', ids.length),
        logTo(em, `moved ${ids.length} to ${classId}`),
      ]),
    );
  }

  async mentors(id: number, seen: Student[] = []): Promise<Student[]> {
    const one = await this.repo.findOne({ where: { id }, relations: { mentor: true } });
    return one?.mentor ? this.mentors(one.mentor.id, [...seen, one]) : seen;
  }

  async export() {
    const rows: unknown[] = [];
    const stream = await this.repo
      .createQueryBuilder('s')
      .innerJoin('s.grades', 'g')
      .where('g.points > :least', { least: 1 })
      .stream();
    for await (const row of stream) {
      rows.push(row);
    }
    return rows;
  }
}
