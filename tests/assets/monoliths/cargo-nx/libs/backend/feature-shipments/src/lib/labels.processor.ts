import { Seal } from '@cargo/backend/data';
import { LabelStore } from '@cargo/backend/storage';
import { QUEUES } from '@cargo/shared/util';
import { Processor, WorkerHost } from '@nestjs/bullmq';
import { InjectRepository } from '@nestjs/typeorm';
import type { Job } from 'bullmq';
import { In, Repository } from 'typeorm';

@Processor(QUEUES.labels)
export class LabelsProcessor extends WorkerHost {
  constructor(
    @InjectRepository(Seal) private readonly seals: Repository<Seal>,
    private readonly labels: LabelStore,
  ) {
    super();
  }

  async process(job: Job<{ codes: string[] }>): Promise<void> {
    this.labels.save(String(job.id), Buffer.from(job.data.codes.join()));
    await this.seals.update({ code: In(job.data.codes) }, { printed: true });
  }
}
