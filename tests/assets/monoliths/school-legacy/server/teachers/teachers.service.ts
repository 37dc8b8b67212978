import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { page } from 'common/helpers';
import SchoolClass from 'models/school-class';
import Teacher from 'models/teacher';
import { FindManyOptions, getConnection, getManager, Repository } from 'typeorm';

const ACTIVE: FindManyOptions<Teacher> = { where: { active: true }, relations: { classes: true } };

@Injectable()
export class TeachersService {
  @InjectRepository(Teacher)
  private readonly teachers!: Repository<Teacher>;

  list(deep: boolean) {
    return this.teachers.find({
      ...ACTIVE,
      ...(deep ? { relations: { classes: { students: true } } } : {}),
      order: { name: 'ASC' },
    });
  }

  paged(number: number) {
    const qb = this.teachers.createQueryBuilder('t').leftJoinAndSelect('t.classes', 'c');
    return page(qb, number);
  }

  total() {
    return getManager().getRepository<Teacher>('Teacher').count();
  }

  dismiss(id: number) {
    const qr = getConnection().createQueryRunner();
    return qr
      .connect()
      .then(() => qr.startTransaction())
      .then(() => qr.manager.update(SchoolClass, { homeroomId: id }, { homeroomId: null }))
      .then(() => qr.query('DELETE FROM teachers WHERE id = ?', [id]))
      .then(() => qr.commitTransaction())
      .catch((problem) =>
        qr.rollbackTransaction().then(() => {
          throw problem;
        }),
      )
      .finally(() => qr.release());
  }
}
