import { ForbiddenException, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { AuthService } from '../auth/auth.service';
import { Delivery } from './delivery.entity';

@Injectable()
export class DeliveriesService {
  constructor(
    @InjectRepository(Delivery) private readonly deliveries: Repository<Delivery>,
    private readonly auth: AuthService,
  ) {}

  async today(token: string) {
    const courier = await this.auth.whoIs(token);
    if (!courier) throw new ForbiddenException();
    let sql = 'SELECT d.id, c.name, c.city FROM deliveries d ';
    sql += 'INNER JOIN customers c ON c.id = d.customer_id ';
    sql += 'WHERE d.due_on = CURRENT_DATE AND d.courier_id = ?';
    return this.deliveries.query(sql, [courier.id]);
  }

  one(id: number) {
    return this.deliveries.findOneBy({ id });
  }

  async schedule(orderId: number, customerId: number, dueOn: string) {
    const result = await this.deliveries.insert({ order: { id: orderId }, customer: { id: customerId }, dueOn });
    return result.identifiers[0];
  }

  close(id: number) {
    return this.deliveries.query('CALL close_delivery(?, NOW())', [id]);
  }

  async keepPhoto(id: number, photo: string) {
    await this.deliveries.update(id, { photo });
  }
}
