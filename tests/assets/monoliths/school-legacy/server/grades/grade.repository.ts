import Grade from 'models/grade';
import { EntityRepository, Repository } from 'typeorm';

@EntityRepository(Grade)
export class GradeRepository extends Repository<Grade> {
  best(limit: number) {
    return this.createQueryBuilder('g')
      .leftJoinAndSelect('g.student', 's')
      .orderBy('g.points', 'DESC')
      .limit(limit)
      .getMany();
  }

  ofSubject(subject: string) {
    return this.find({ where: { subject } });
  }
}
