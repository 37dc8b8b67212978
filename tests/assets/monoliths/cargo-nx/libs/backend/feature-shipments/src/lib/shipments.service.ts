import { Seal, Shipment } from '@cargo/backend/data';
import { FleetService } from '@cargo/backend/feature-fleet';
import { MINUTE } from '@cargo/shared/util';
import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { InjectRepository } from '@nestjs/typeorm';
import { DataSource, Repository } from 'typeorm';
import { Propagation, Transactional } from 'typeorm-transactional';

@Injectable()
export class ShipmentsService {
  constructor(
    @InjectRepository(Shipment) private readonly shipments: Repository<Shipment>,
    private readonly source: DataSource,
    private readonly fleet: FleetService,
  ) {}

  @Transactional({ propagation: Propagation.REQUIRED })
  async book(reference: string, vessel: number, boxes: string[]): Promise<Shipment> {
    await this.fleet.reserve(vessel);
    const containers = boxes.map((number) => ({ number, seals: [{ code: `${reference}-${number}` }] }));
    return this.shipments.save(this.shipments.create({ reference, weight: 0, vessel: { id: vessel }, containers }));
  }

  async drop(id: number): Promise<void> {
    await this.shipments.delete(id);
  }

  copy(id: number): Promise<unknown> {
    return this.source.query(
      `INSERT INTO shipments (reference, weight, vesselId)
       SELECT CONCAT(reference, '-copy'), weight, vesselId FROM shipments WHERE id = ?`,
      [id],
    );
  }

  @Interval('settle', 5 * MINUTE)
  async settle(): Promise<void> {
    await this.source.transaction(async (em) => {
      const ids = await em
        .createQueryBuilder(Seal, 'seal')
        .select('seal.id')
        .where('seal.printed = 0')
        .setLock('pessimistic_write')
        .getMany();
      await em
        .createQueryBuilder()
        .update(Shipment)
        .set({ status: () => "CONCAT(status, '!')", weight: () => 'weight + 1' })
        .whereInIds(ids.map((seal) => seal.id))
        .execute();
    });
  }
}
