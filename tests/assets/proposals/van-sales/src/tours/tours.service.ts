import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Tour } from './tour.entity';
import { TourStop } from './tour-stop.entity';
import { Retailer } from '../retailers/retailer.entity';

@Injectable()
export class ToursService {
  constructor(
    @InjectRepository(Tour) private readonly tours: Repository<Tour>,
    @InjectRepository(TourStop) private readonly tourStops: Repository<TourStop>,
    @InjectRepository(Retailer) private readonly retailers: Repository<Retailer>,
  ) {}

  async today(input: any) {
    return this.tours.find({ where: { day: input.day }, relations: ['agent'] });
  }

  async plan(input: any) {
    const retailers = await this.retailers.find();
    const tour = await this.tours.save(this.tours.create(input as any));
    return this.tourStops.save(retailers.map((retailer) => this.tourStops.create({ retailer, tour } as any)) as any);
  }

  async arrive(input: any) {
    return this.tourStops.update(input.id, { arrivedAt: input.at });
  }

  async finish(input: any) {
    return this.tours.update(input.id, { state: 'finished' });
  }
}
