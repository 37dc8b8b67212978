import { VehicleStatus } from '@fleet/contracts';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { EntityManager, Repository } from 'typeorm';
import { Vehicle } from '../entities/vehicle.entity';
import { AggregateRepository } from './aggregate.repository';

@Injectable()
export default class VehicleRepository extends AggregateRepository<Vehicle> {
  constructor(@InjectRepository(Vehicle) rows: Repository<Vehicle>) {
    super(rows);
  }

  idleAt(depotId: number): Promise<Vehicle[]> {
    return this.rows
      .createQueryBuilder('v')
      .innerJoin('v.homeDepot', 'd')
      .where('d.id = :depotId AND v.status = :status', { depotId, status: VehicleStatus.Idle })
      .getMany();
  }

  /** In the caller's transaction. */
  async reserve(em: EntityManager, id: number): Promise<boolean> {
    const done = await em.update(Vehicle, { id, status: VehicleStatus.Idle }, { status: VehicleStatus.OnTrip });
    return done.affected === 1;
  }

  async addKilometres(id: number, km: number): Promise<void> {
    await this.rows.increment({ id }, 'odometer', km);
  }
}
