import { Depot, DepotLoad, Driver, Trip, Vehicle } from '@fleet/data-access';
import { Injectable } from '@nestjs/common';
import { InjectDataSource, InjectEntityManager, InjectRepository } from '@nestjs/typeorm';
import { readFile } from 'node:fs/promises';
import { DataSource, EntityManager, Repository } from 'typeorm';

@Injectable()
export class ReportingService {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    @InjectEntityManager() private readonly em: EntityManager,
    @InjectRepository(DepotLoad) private readonly loads: Repository<DepotLoad>,
    @InjectRepository(Depot) private readonly depotRows: Repository<Depot>, // injected, never called
  ) {}

  tripsPerDriver() {
    return this.source
      .createQueryBuilder()
      .select('dr.full_name', 'name')
      .addSelect('COUNT(*)', 'trips')
      .from(Trip, 't')
      .innerJoin(Driver, 'dr', 'dr.id = t.driver_id')
      .groupBy('dr.id')
      .getRawMany();
  }

  neverDispatched(): Promise<Vehicle[]> {
    return this.em
      .createQueryBuilder(Vehicle, 'v')
      .leftJoinAndSelect('v.trips', 't')
      .leftJoin('fuel_card', 'fc', 'fc.vehicle_id = v.id')
      .where('t.id IS NULL')
      .getMany();
  }

  kilometres(): Promise<number | null> {
    return this.em.sum(Vehicle, 'odometer');
  }

  depots(): Promise<DepotLoad[]> {
    return this.loads.find({ order: { vehicles: 'DESC' } });
  }

  async snapshot(): Promise<void> {
    await this.em.query(
      'INSERT INTO trip_snapshots (trip_id, stops) ' +
        'SELECT t.id, COUNT(s.position) FROM trips t ' +
        'LEFT JOIN trip_stop s ON s.trip_id = t.id GROUP BY t.id',
    );
    const own = await readFile('snapshot.sql', 'utf8');
    await this.source.query(own);
  }
}
