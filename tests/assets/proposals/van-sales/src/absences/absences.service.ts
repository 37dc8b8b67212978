import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Absence } from './absence.entity';
import { Shift } from '../shifts/shift.entity';

@Injectable()
export class AbsencesService {
  constructor(
    @InjectRepository(Absence) private readonly absences: Repository<Absence>,
    @InjectRepository(Shift) private readonly shifts: Repository<Shift>,
  ) {}

  async ask(input: any) {
    const open = await this.shifts.find({ where: { endedAt: null } });
    return open.length ? null : this.absences.save(this.absences.create(input));
  }

  async approve(input: any) {
    return this.absences.update(input.id, { approved: true });
  }

  async list(input: any) {
    return this.absences.find({ relations: ['agent'] });
  }
}
