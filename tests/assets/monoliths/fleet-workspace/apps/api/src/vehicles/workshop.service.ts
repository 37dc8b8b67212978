import { FleetEvents, VehicleStatus } from '@fleet/contracts';
import { MaintenanceOrder, Vehicle } from '@fleet/data-access';
import { Injectable } from '@nestjs/common';
import { OnEvent } from '@nestjs/event-emitter';
import { Cron, CronExpression } from '@nestjs/schedule';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, IsNull } from 'typeorm';

const NOTHING_YET = { netAmount: '0', currency: 'EUR' };

@Injectable()
export class WorkshopService {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  /** The order and the vehicle's state change together. */
  async open(vehicleId: number, workNote: string): Promise<number> {
    const runner = this.db.createQueryRunner();
    await runner.connect();
    await runner.startTransaction();
    try {
      const { identifiers } = await runner.manager.insert(MaintenanceOrder, {
        workNote,
        labourCost: NOTHING_YET,
        spareParts: NOTHING_YET,
        vehicle: { id: vehicleId },
      });
      await runner.manager.update(Vehicle, vehicleId, { status: VehicleStatus.InWorkshop });
      await runner.commitTransaction();
      return identifiers[0].id;
    } catch (problem) {
      await runner.rollbackTransaction();
      throw problem;
    } finally {
      await runner.release();
    }
  }

  stillOpen(vehicleId: number) {
    const orders = this.db.getRepository(MaintenanceOrder);
    return orders.find({ where: { vehicle: { id: vehicleId }, closedOn: IsNull() } });
  }

  @OnEvent(FleetEvents.VehicleRetired)
  async closeAll({ vehicleId }: { vehicleId: number }): Promise<void> {
    await this.db
      .createQueryBuilder()
      .update(MaintenanceOrder)
      .set({ closedOn: () => 'CURRENT_DATE' })
      .where('vehicle_id = :vehicleId AND closed_on IS NULL', { vehicleId })
      .execute();
  }

  @Cron(CronExpression.EVERY_DAY_AT_3AM, { name: 'forgotten-orders', timeZone: 'Europe/Vienna' })
  async purge(): Promise<void> {
    await this.db.query(
      `DELETE FROM maintenance_order
        WHERE closed_on < DATE_SUB(NOW(), INTERVAL 5 YEAR)`,
    );
  }
}
