import { Body, Controller, Get, HttpException, Param, Patch } from '@nestjs/common';
import { CrudController } from '../http/crud.controller';
import { Tag } from './tag.entity';
import { TagsService } from './tags.service';

@Controller('tags')
export class TagsController extends CrudController<Tag> {
  constructor(protected readonly rows: TagsService) {
    super();
  }

  @Get('suggestions')
  suggest() {
    return this.rows.all();
  }

  /** Not a PUT any more. */
  @Patch('by-id/:id')
  override update(@Param('id') id: string, @Body() row: Partial<Tag>) {
    return this.rows.change(id, row);
  }

  /** Without a decorator of its own this is no route. */
  override remove(): never {
    throw new HttpException('Tags stay', 405);
  }
}
