import { Injectable, Module } from '@nestjs/common';
import { getConnection, getManager, getRepository, getCustomRepository, EntityRepository, Repository, Entity, PrimaryGeneratedColumn, Column, AbstractRepository } from 'typeorm';
@Entity('people') export class Person { @PrimaryGeneratedColumn() id: number; @Column() name: string; }
@EntityRepository(Person) export class People extends AbstractRepository<Person> {
  named(name: string) { return this.createQueryBuilder('p').where('p.name LIKE :name', { name }).getMany(); } //= people: read people
  rename(p: Person, name: string) { p.name = name; return this.manager.save(p); } //= people: write people
}
@Injectable() export class Staff {
  private readonly repo = getRepository(Person);
  get people() { return getCustomRepository(People); }
  async hire(name: string) {
    const queryRunner = getConnection().createQueryRunner();
    await queryRunner.startTransaction();
    try {
      const p = queryRunner.manager.create(Person, { name });
      await queryRunner.manager.save(p); //= people: write people
      await queryRunner.query('INSERT INTO audit_log SET what = ?', ['hired']); //= people: write audit_log
      await queryRunner.commitTransaction();
    } catch { await queryRunner.rollbackTransaction(); } finally { await queryRunner.release(); }
  }
  async fire(id: number) {
    await getManager().transaction(async (m) => {
      await m.getRepository(Person).delete(id); //= people: write people
      await m.query('UPDATE sales SET person_id = NULL WHERE person_id = ?', [id]); //= people: write sales
    });
  }
  async all() { return [...(await this.repo.find()), ...(await this.people.named('%'))]; } //= people: read people
  async swap(a: number, b: number) {
    const byId = new Map((await this.repo.findByIds([a, b])).map((p) => [p.id, p] as const)); //= people: read people
    const [x, y] = [byId.get(a)!, byId.get(b)!];
    [x.name, y.name] = [y.name, x.name];
    await getManager().save([x, y]); //= people: write people
  }
}
@Module({ providers: [Staff], exports: [Staff] }) export class PeopleModule {}
