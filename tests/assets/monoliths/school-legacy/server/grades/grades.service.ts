import { Injectable } from '@nestjs/common';
import { audit, firstOf, inTransaction } from 'common/helpers';
import { QUERIES } from 'common/queries';
import Grade from 'models/grade';
import { getConnection, getRepository } from 'typeorm';
import { GradeRepository } from './grade.repository';

@Injectable()
export class GradesService {
  private get grades() {
    return getConnection().getCustomRepository(GradeRepository);
  }

  best() {
    return this.grades.best(10);
  }

  of(subject: string) {
    return this.grades.ofSubject(subject);
  }

  first(subject: string) {
    return firstOf(getRepository(Grade), { subject });
  }

  perClass() {
    return getConnection('default').query(QUERIES.grades.perClass);
  }

  give(id: number, points: number) {
    return inTransaction(async (em) => {
      const grade = await em.findOneByOrFail(Grade, { id });
      grade.points = points;
      await em.save(grade);
      return grade;
    }).then((grade) => audit(`grade ${grade.id}`).then(() => grade));
  }
}
