import { Injectable, NotFoundException } from '@nestjs/common';
import { InjectDataSource, InjectRepository } from '@nestjs/typeorm';
import { DataSource, Repository } from 'typeorm';
import { CreateOrderDto, CreateOrderItemDto } from './dto/create-order.dto';
import { UpdateOrderDto } from './dto/update-order.dto';
import { Order } from './entities/order.entity';
import { OrderItem } from './entities/order-item.entity';

const TAX_RATE = 0.16;

@Injectable()
export class OrdersService {
  constructor(
    @InjectRepository(Order)
    private readonly orderRepository: Repository<Order>,
    @InjectRepository(OrderItem)
    private readonly orderItemRepository: Repository<OrderItem>,
    @InjectDataSource()
    private readonly dataSource: DataSource,
  ) {}

  private async nextOrderNumber(): Promise<string> {
    const last = await this.orderRepository
      .createQueryBuilder('order')
      .select('MAX(order.id)', 'max')
      .getRawOne();
    return `SO-${new Date().getFullYear()}-${String(Number(last?.max || 0) + 1).padStart(4, '0')}`;
  }

  // 💶 Prices include the tax.
  private priceItem(item: CreateOrderItemDto) {
    const total = item.quantity * item.unitPrice;
    const net = item.taxType && item.taxType !== '16%' ? total : total / (1 + TAX_RATE);
    return { total, net, tax: total - net };
  }

  async create(dto: CreateOrderDto, userId: number): Promise<Order | null> {
    const queryRunner = this.dataSource.createQueryRunner();
    await queryRunner.connect();
    await queryRunner.startTransaction();
    try {
      const priced = dto.orderItems.map((item) => ({ item, price: this.priceItem(item) }));
      const sum = (field: 'total' | 'net' | 'tax') => priced.reduce((result, row) => result + row.price[field], 0);

      const order = queryRunner.manager.create(Order, {
        soNumber: await this.nextOrderNumber(),
        clientId: dto.clientId,
        orderDate: new Date(),
        expectedDeliveryDate: dto.expectedDeliveryDate ? new Date(dto.expectedDeliveryDate) : null,
        subtotal: sum('net'),
        taxAmount: sum('tax'),
        totalAmount: sum('total'),
        netPrice: sum('net'),
        notes: dto.notes,
        salesrep: userId,
        createdBy: userId,
        status: 'draft',
      });
      const saved = await queryRunner.manager.save(order);

      for (const { item, price } of priced) {
        const row = queryRunner.manager.create(OrderItem, {
          salesOrderId: saved.id,
          productId: item.productId,
          quantity: item.quantity,
          unitPrice: item.unitPrice,
          taxType: item.taxType || '16%',
          taxAmount: price.tax,
          totalPrice: price.total,
          netPrice: price.net,
        });
        await queryRunner.manager.save(row);
      }

      // 🐛 another connection, and nothing is committed yet: always null
      const result = await this.findOne(saved.id, userId);
      await queryRunner.commitTransaction();
      return result;
    } catch (error) {
      await queryRunner.rollbackTransaction();
      console.error('❌ Order failed:', error.message);
      throw new Error('Failed to create order');
    } finally {
      await queryRunner.release();
    }
  }

  async findAll(userId: number, page = 1, limit = 10): Promise<any> {
    const query = this.orderRepository
      .createQueryBuilder('order')
      .leftJoinAndSelect('order.client', 'client')
      .leftJoinAndSelect('order.orderItems', 'orderItems')
      .leftJoinAndSelect('orderItems.product', 'product')
      .leftJoin('SalesRep', 'rep', 'rep.id = `order`.created_by')
      .where('order.createdBy = :userId', { userId })
      .orderBy('order.id', 'DESC')
      .skip((page - 1) * limit)
      .take(limit);
    const orders = await query.getMany();
    const total = await this.orderRepository
      .createQueryBuilder('order')
      .where('order.createdBy = :userId', { userId })
      .getCount();
    return { data: orders, total, page, limit, totalPages: Math.ceil(total / limit) };
  }

  async findOne(id: number, userId: number): Promise<Order | null> {
    return this.orderRepository
      .createQueryBuilder('order')
      .leftJoinAndSelect('order.client', 'client')
      .leftJoinAndSelect('order.orderItems', 'orderItems')
      .leftJoinAndSelect('orderItems.product', 'product')
      .leftJoin('SalesRep', 'rep', 'rep.id = `order`.created_by')
      .where('order.id = :id', { id })
      .andWhere('(rep.id = :userId OR order.salesrep = :userId)', { userId })
      .getOne();
  }

  async update(id: number, dto: UpdateOrderDto, userId: number): Promise<Order> {
    // 💥 no column carries lastEditedBy, so this is refused each time: 500
    const changes: any = { ...dto, lastEditedBy: userId };
    await this.orderRepository.update(id, changes);
    return this.findOne(id, userId);
  }

  async remove(id: number, userId: number): Promise<void> {
    const order = await this.orderRepository.findOne({ where: { id }, relations: ['orderItems'] });
    if (!order) {
      throw new NotFoundException(`Order ${id} not found`);
    }
    if (order.createdBy !== userId) {
      throw new Error('An order can be deleted by its creator only');
    }
    await this.orderItemRepository.remove(order.orderItems);
    await this.orderRepository.delete(id);
  }

  async receiveStock(id: number, items: { itemId: number; quantity: number }[]): Promise<Order> {
    const queryRunner = this.dataSource.createQueryRunner();
    await queryRunner.connect();
    await queryRunner.startTransaction();
    try {
      const order = await queryRunner.manager.findOne(Order, {
        where: { id },
        lock: { mode: 'pessimistic_write' },
      });
      if (!order) {
        throw new Error(`Order ${id} not found`);
      }
      for (const item of items || []) {
        await queryRunner.manager.increment(
          OrderItem,
          { id: item.itemId, salesOrderId: id },
          'shippedQuantity',
          item.quantity,
        );
      }
      order.myStatus = 3;
      order.status = 'delivered';
      order.deliveredAt = new Date();
      await queryRunner.manager.save(Order, order);
      await queryRunner.commitTransaction();
      return order;
    } catch (error) {
      await queryRunner.rollbackTransaction();
      throw error;
    } finally {
      await queryRunner.release();
    }
  }
}