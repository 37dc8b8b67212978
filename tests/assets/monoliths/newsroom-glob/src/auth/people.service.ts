import { Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository } from 'typeorm';
import { Author, Person, Reader } from './person.entity';

@Injectable()
export class PeopleService {
  constructor(
    @InjectRepository(Author) private readonly authors: Repository<Author>,
    @InjectRepository(Reader) private readonly readers: Repository<Reader>,
    @InjectRepository(Person) private readonly people: Repository<Person>,
  ) {}

  async author(id: number): Promise<Author> {
    const author = await this.authors.findOneBy({ id });
    if (!author) throw new NotFoundException(`no author ${id}`);
    return author;
  }

  async initialsOf(id: number) {
    const person = await this.people.findOneByOrFail({ id });
    return { id: person.id, initials: person.initials(), kind: person instanceof Author ? ('author' as const) : ('reader' as const) };
  }

  subscribers(): Promise<Reader[]> {
    return this.readers.find({ where: { subscribed: true }, order: { id: 'ASC' } });
  }

  async names(ids: Set<number>): Promise<Map<number, string>> {
    const found = await this.people.findBy({ id: In([...ids]) });
    return new Map(found.sort((a, b) => a.id - b.id).map((person) => [person.id, person.name]));
  }

  byEmail(email: string) {
    return this.people.createQueryBuilder('person').addSelect('person.passwordHash').where('person.email = :email', { email }).getOne();
  }
}
