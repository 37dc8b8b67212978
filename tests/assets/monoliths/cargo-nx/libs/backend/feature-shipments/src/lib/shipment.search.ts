import { Container, Port, Seal, Shipment, ShipmentSummary, Vessel } from '@cargo/backend/data';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DataSource, IsNull, Not, Repository } from 'typeorm';

@Injectable()
export class ShipmentSearch {
  constructor(
    @InjectRepository(Shipment) private readonly shipments: Repository<Shipment>,
    @InjectRepository(Container) private readonly containers: Repository<Container>,
    @InjectRepository(ShipmentSummary) private readonly summaries: Repository<ShipmentSummary>,
    private readonly source: DataSource,
  ) {}

  sealed(): Promise<Shipment[]> {
    return this.shipments.find({
      select: { id: true, reference: true, vessel: { id: true, name: true } },
      relations: { vessel: true },
      where: { containers: { seals: { code: Not(IsNull()) } } },
    });
  }

  numbered(): Promise<Shipment[]> {
    return this.shipments.find({ loadRelationIds: { relations: ['containers'] } });
  }

  summary(): Promise<ShipmentSummary[]> {
    return this.summaries.find();
  }

  heavy(weight: number): Promise<unknown[]> {
    return this.source
      .createQueryBuilder()
      .select('h.reference', 'reference')
      .addSelect((sub) => sub.select('COUNT(*)').from(Container, 'c').where('c.shipmentId = h.id'), 'boxes')
      .from((sub) => sub.select('s.id', 'id').addSelect('s.reference', 'reference').from(Shipment, 's').where('s.weight > :weight'), 'h')
      .leftJoin((sub) => sub.select('x.code', 'code').from(Seal, 'x').limit(1), 'seal', 'seal.code = h.reference')
      .where((qb) => `h.id IN ${qb.subQuery().select('p.id').from(Port, 'p').getQuery()}`)
      .setParameters({ weight })
      .getRawMany();
  }

  afloat(): Promise<unknown[]> {
    const open = this.shipments.createQueryBuilder('r').select('r.vesselId', 'vessel').where("r.status = 'open'");
    return this.source
      .createQueryBuilder()
      .addCommonTableExpression(open, 'open_shipments')
      .select('v.name', 'name')
      .from(Vessel, 'v')
      .innerJoin('open_shipments', 'o', 'o.vessel = v.id')
      .getRawMany();
  }

  boxed(): Promise<Shipment[]> {
    return this.shipments
      .createQueryBuilder('s')
      .whereExists(this.containers.createQueryBuilder('c').where('c.shipmentId = s.id'))
      .getMany();
  }

  complete(): Promise<Shipment[]> {
    return this.shipments
      .createQueryBuilder('s')
      .setFindOptions({ relations: { origin: true } })
      .getMany();
  }
}
