import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { RetailerContact } from './retailer-contact.entity';

@Injectable()
export class RetailerContactsService {
  constructor(
    @InjectRepository(RetailerContact) private readonly retailerContacts: Repository<RetailerContact>,
  ) {}

  async of(input: any) {
    return this.retailerContacts.find({ where: { retailer: { id: input.id } } });
  }

  async add(input: any) {
    return this.retailerContacts.save(this.retailerContacts.create(input));
  }
}
