import { Port, Shipment, Vessel } from '@cargo/backend/data';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DataSource, Repository, TreeRepository } from 'typeorm';
import { Propagation, Transactional } from 'typeorm-transactional';

@Injectable()
export class FleetService {
  constructor(
    @InjectRepository(Port) private readonly ports: TreeRepository<Port>,
    @InjectRepository(Vessel) private readonly vessels: Repository<Vessel>,
    private readonly source: DataSource,
  ) {}

  loads(): Promise<Vessel[]> {
    return this.vessels
      .createQueryBuilder('v')
      .leftJoinAndMapMany('v.loads', Shipment, 's', 's.vesselId = v.id')
      .getMany();
  }

  async launch(name: string, ports: number[]): Promise<Vessel> {
    return this.vessels.save({ name, ports: ports.map((id) => ({ id })) });
  }

  async terminals(id: number): Promise<Port[]> {
    const harbour = await this.ports.findOneByOrFail({ id });
    return this.source.getTreeRepository(Port).findDescendants(harbour);
  }

  calls(): Promise<Port[]> {
    return this.ports.find({ relations: ['vessels'] });
  }

  async call(port: number, vessel: number): Promise<void> {
    await this.source.createQueryBuilder().relation(Port, 'vessels').of(port).add(vessel);
  }

  @Transactional({ propagation: Propagation.NESTED })
  async reserve(vessel: number): Promise<void> {
    await this.source
      .createQueryBuilder()
      .update(Vessel)
      .set({ booked: () => 'booked + 1' })
      .where('id = :vessel', { vessel })
      .execute();
  }
}
