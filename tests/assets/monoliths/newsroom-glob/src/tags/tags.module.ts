import { Body, Controller, Get, Injectable, Module, Param, Post } from '@nestjs/common';
import { InjectRepository, TypeOrmModule } from '@nestjs/typeorm';
import { IsString, Length } from 'class-validator';
import { In, Repository } from 'typeorm';
import { Only, Open } from '../auth/jwt.guard';
import slug = require('../shared/slug');
import { Tag } from './tag.entity';

class TagBody {
  @IsString()
  @Length(2, 40)
  label!: string;
}

@Injectable()
export class TagsService {
  constructor(@InjectRepository(Tag) private readonly tags: Repository<Tag>) {}

  async ensure(labels: string[]): Promise<Tag[]> {
    const wanted = [...new Map(labels.map((label) => [slug(label), label])).entries()];
    const known = await this.tags.findBy({ slug: In(wanted.map(([key]) => key)) });
    const missing = wanted.filter(([key]) => !known.some((tag) => tag.slug === key));
    return [...known, ...(await this.tags.save(missing.map(([key, label]) => this.tags.create({ slug: key, label }))))];
  }

  async withArticles(key: string) {
    return this.tags.findOne({ where: { slug: key }, relations: ['articles', 'articles.author'] });
  }

  all = () => this.tags.find({ order: { slug: 'ASC' } });
}

@Controller('tags')
export class TagsController {
  constructor(private readonly service: TagsService) {}

  @Open()
  @Get()
  all() {
    return this.service.all();
  }

  @Open()
  @Get(':slug')
  one(@Param('slug') key: string) {
    return this.service.withArticles(key);
  }

  @Only('author')
  @Post()
  async add(@Body() body: TagBody) {
    const [tag] = await this.service.ensure([body.label]);
    return tag;
  }
}

@Module({
  imports: [TypeOrmModule.forFeature([Tag])],
  controllers: [TagsController],
  providers: [TagsService],
  exports: [TagsService],
})
export class TagsModule {}
