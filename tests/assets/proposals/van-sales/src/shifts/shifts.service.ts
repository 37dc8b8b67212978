import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Shift } from './shift.entity';

@Injectable()
export class ShiftsService {
  constructor(
    @InjectRepository(Shift) private readonly shifts: Repository<Shift>,
  ) {}

  async start(input: any) {
    return this.shifts.save(this.shifts.create(input));
  }

  async end(input: any) {
    return this.shifts.update(input.id, { endedAt: input.at });
  }

  async week(input: any) {
    return this.shifts.find({ relations: ['agent'] });
  }
}
