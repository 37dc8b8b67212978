import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { BonusRun } from './bonus-run.entity';
import { QuotasService } from '../quotas/quotas.service';

@Injectable()
export class BonusService {
  constructor(
    @InjectRepository(BonusRun) private readonly bonusRuns: Repository<BonusRun>,
    private readonly quotasService: QuotasService,
  ) {}

  async run(input: any) {
    await this.quotasService.progress(input);
    return this.bonusRuns.save(this.bonusRuns.create(input));
  }

  async list(input: any) {
    return this.bonusRuns.find({ relations: ['agent', 'quota'] });
  }
}
