import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

@Injectable()
export class ReportsService {
  constructor(private readonly dataSource: DataSource) {}

  openOrders() {
    return this.dataSource.query('SELECT customer, COUNT(*) AS orders FROM open_orders GROUP BY customer');
  }

  prices(skus: string[]) {
    const marks = skus.map(() => '?').join(', ');
    return this.dataSource.query(`SELECT sku, unit_price FROM products WHERE sku IN (${marks})`, skus);
  }

  payouts(month: string) {
    return this.dataSource.query(
      `WITH monthly AS (
         SELECT p.courier_id, SUM(p.amount) AS amount
           FROM payouts p
           JOIN deliveries d ON d.id = p.delivery_id
          WHERE DATE_FORMAT(d.closed_at, '%Y-%m') = ?
          GROUP BY p.courier_id
       )
       SELECT c.name, monthly.amount FROM monthly JOIN couriers c ON c.id = monthly.courier_id`,
      [month],
    );
  }

  async size(table: string) {
    const [row] = await this.dataSource.query(`SELECT COUNT(*) AS n FROM ${table}`);
    return row.n;
  }
}
