import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { TreeRepository } from 'typeorm';
import { Category } from './entities/category.entity';

@Injectable()
export class CategoriesService {
  constructor(@InjectRepository(Category) private readonly categories: TreeRepository<Category>) {}

  forest() {
    return this.categories.findTrees();
  }

  async below(slug: string) {
    const top = await this.categories.findOneByOrFail({ slug });
    return this.categories.findDescendants(top);
  }

  async add(slug: string, parent: Category | null) {
    const category = new Category();
    category.slug = slug;
    category.parent = parent;
    return this.categories.save(category);
  }
}
