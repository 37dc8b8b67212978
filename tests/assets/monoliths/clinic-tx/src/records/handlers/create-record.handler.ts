import { CommandHandler, EventBus, ICommandHandler, IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { DataSource, Repository } from 'typeorm';
import { LedgerService } from '../../ledger/ledger.service';
import { CreateRecordCommand, RecordsOfQuery } from '../create-record.command';
import { HealthRecord } from '../health-record.entity';
import { RecordCreatedEvent } from '../record-created.event';

@CommandHandler(CreateRecordCommand)
export class CreateRecordHandler implements ICommandHandler<CreateRecordCommand> {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ledger: LedgerService,
    private readonly bus: EventBus,
  ) {}

  async execute({ patientId, finding }: CreateRecordCommand): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const record = await manager.save(manager.create(HealthRecord, { patientId, finding }));
      await this.ledger.append('record', manager);
      this.bus.publish(new RecordCreatedEvent(record.id));
      return record.id;
    });
  }
}

@QueryHandler(RecordsOfQuery)
export class RecordsOfHandler implements IQueryHandler<RecordsOfQuery> {
  constructor(@InjectRepository(HealthRecord) private readonly records: Repository<HealthRecord>) {}

  execute(query: RecordsOfQuery): Promise<HealthRecord[]> {
    return this.records.findBy({ patientId: query.patientId });
  }
}
