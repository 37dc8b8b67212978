import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Crud } from '../http/crud.controller';
import { Tag } from './tag.entity';

@Injectable()
export class TagsService implements Crud<Tag> {
  constructor(@InjectRepository(Tag) private readonly tags: Repository<Tag>) {}

  all() {
    return this.tags.find();
  }

  one(id: string) {
    return this.tags.findOneBy({ id: Number(id) });
  }

  add(row: Partial<Tag>) {
    return this.tags.save(row as Tag);
  }

  change(id: string, row: Partial<Tag>) {
    return this.tags.update(id, row);
  }

  drop(id: string) {
    return this.tags.delete(id);
  }
}
