import { Processor, WorkerHost } from '@nestjs/bullmq';
import { InjectRepository } from '@nestjs/typeorm';
import { Job } from 'bullmq';
import { Repository } from 'typeorm';
import { Letter } from './letter.entity';

@Processor('letters')
export class LettersProcessor extends WorkerHost {
  constructor(@InjectRepository(Letter) private readonly letters: Repository<Letter>) {
    super();
  }

  async process(job: Job<{ to: string }>): Promise<void> {
    await this.letters.insert({ recipient: job.data.to });
  }
}
