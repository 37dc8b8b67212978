import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { CrudService } from '@common/crud';
import { mustExist } from '@common/must-exist';
import { Brand } from './entities/brand.entity';
import { Country } from './entities/country.entity';

@Injectable()
export class BrandsService extends CrudService<Brand> {
  constructor(
    @InjectRepository(Brand) brands: Repository<Brand>,
    @InjectRepository(Country) private readonly countries: Repository<Country>,
  ) {
    super(brands);
  }

  async move(id: number, code: string): Promise<void> {
    await mustExist(this.repo.manager, Brand, id);
    const country = await this.countries.findOneBy({ code });
    if (country) {
      await this.repo.update(id, { country });
    }
  }

  seedCountries(rows: Pick<Country, 'code' | 'name'>[]) {
    return this.countries.upsert(rows, ['code']);
  }
}
