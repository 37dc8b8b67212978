import { Provider } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { Tag } from './entities/tag.entity';

export const TAGS = Symbol('TAGS');

export const createTagsRepository = (dataSource: DataSource) =>
  dataSource.getRepository(Tag).extend({
    findByLabels(labels: string[]) {
      return this.find({ where: { label: In(labels) } });
    },
  });

export type TagsRepository = ReturnType<typeof createTagsRepository>;

export const tagsProvider: Provider = { provide: TAGS, inject: [DataSource], useFactory: createTagsRepository };
