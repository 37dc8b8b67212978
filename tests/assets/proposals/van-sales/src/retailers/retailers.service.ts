import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Retailer } from './retailer.entity';
import { RetailerContactsService } from '../retailer-contacts/retailer-contacts.service';

@Injectable()
export class RetailersService {
  constructor(
    @InjectRepository(Retailer) private readonly retailers: Repository<Retailer>,
    private readonly retailerContactsService: RetailerContactsService,
  ) {}

  async list(input: any) {
    return this.retailers.find({ relations: ['agent'] });
  }

  async near(input: any) {
    return this.retailers.createQueryBuilder('r').where('r.latitude > :south', input).getMany();
  }

  async details(input: any) {
    return { retailer: await this.retailers.findOneBy({ id: input.id }), contacts: await this.retailerContactsService.of(input) };
  }

  async open(input: any) {
    const saved = await this.retailers.save(this.retailers.create(input));
    await this.retailerContactsService.add(input);
    return saved;
  }

  async close(input: any) {
    return this.retailers.delete(input.id);
  }
}
