import { DataSource, ViewColumn, ViewEntity } from 'typeorm';
import { Shipment } from './shipment.entity';
import { Vessel } from './vessel.entity';

@ViewEntity({
  name: 'shipment_summary',
  expression: (source: DataSource) =>
    source
      .createQueryBuilder()
      .select('s.id', 'id')
      .addSelect('v.name', 'vessel')
      .addSelect('COUNT(c.id)', 'boxes')
      .from(Shipment, 's')
      .leftJoin(Vessel, 'v', 'v.id = s.vesselId')
      .leftJoin('s.containers', 'c')
      .groupBy('s.id'),
})
export class ShipmentSummary {
  @ViewColumn()
  id: number;

  @ViewColumn()
  vessel: string;

  @ViewColumn()
  boxes: number;
}
