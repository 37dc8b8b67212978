import { Controller, Get, Param } from '@nestjs/common';
import { Public } from '@common';
import { CategoriesService } from './categories.service';

@Public()
@Controller({ path: ['categories', 'shelves'], version: '2' })
export class CategoriesController {
  constructor(private readonly categories: CategoriesService) {}

  @Get()
  forest() {
    return this.categories.forest();
  }

  @Get(':slug/below')
  below(@Param('slug') slug: string) {
    return this.categories.below(slug);
  }
}
