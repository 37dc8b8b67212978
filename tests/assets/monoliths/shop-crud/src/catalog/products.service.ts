import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Like, Repository } from 'typeorm';
import { CrudService, paginate } from '@common';
import { CreateProductDto } from './dto';
import { Brand } from './entities/brand.entity';
import { Product } from './entities/product.entity';
import { TAGS, TagsRepository } from './tags.repository';

@Injectable()
export class ProductsService extends CrudService<Product> {
  constructor(
    @InjectRepository(Product) repo: Repository<Product>,
    @InjectRepository(Brand) private readonly brands: Repository<Brand>,
    @Inject(TAGS) private readonly tags: TagsRepository,
  ) {
    super(repo);
  }

  override async findOne(id: number): Promise<Product> {
    return this.repo.findOneOrFail({ where: { id }, relations: ['detail', 'tags'] });
  }

  override async create(dto: CreateProductDto): Promise<Product> {
    const brand = await this.brands.findOneByOrFail({ id: dto.brandId });
    const product = this.repo.create({ name: dto.name, sku: dto.sku, price: dto.price });
    product.brand = brand;
    product.tags = await this.tags.findByLabels(dto.labels);
    return this.repo.save(product);
  }

  page(page: number) {
    return paginate(this.repo, page);
  }

  bare(ids: number[]) {
    return this.repo.find({
      select: { id: true, name: true, price: true },
      where: { id: In(ids) },
      loadEagerRelations: false,
    });
  }

  search(text: string) {
    const query = this.repo
      .createQueryBuilder('p')
      .leftJoinAndSelect('p.tags', 't')
      .where('p.name LIKE :text', { text: `%${text}%` });
    return query.getMany();
  }

  renumber(from: string, to: string) {
    return this.repo.update({ sku: Like(`${from}%`) }, { sku: to });
  }

  async take(id: number, pieces: number): Promise<void> {
    await this.repo.decrement({ id }, 'stockLevel', pieces);
  }

  async label(id: number, tagId: number): Promise<void> {
    await this.repo.createQueryBuilder().relation(Product, 'tags').of(id).add(tagId);
  }
}
