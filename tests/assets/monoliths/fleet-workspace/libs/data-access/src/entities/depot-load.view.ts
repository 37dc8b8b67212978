import { ViewColumn, ViewEntity } from 'typeorm';

@ViewEntity({
  name: 'depot_load',
  expression: `
    SELECT d.id AS depot_id, d.town AS town, COUNT(v.id) AS vehicle_count
    FROM depot d
    LEFT JOIN vehicle v ON v.home_id = d.id
    GROUP BY d.id, d.town
  `,
})
export class DepotLoad {
  @ViewColumn()
  depotId: number;

  @ViewColumn()
  town: string;

  @ViewColumn({ name: 'vehicle_count' })
  vehicles: number;
}
