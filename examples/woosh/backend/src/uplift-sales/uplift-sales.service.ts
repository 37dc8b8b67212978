import { Injectable, NotFoundException } from '@nestjs/common';
import { InjectDataSource, InjectRepository } from '@nestjs/typeorm';
import { DataSource, Repository } from 'typeorm';
import { ClientStock } from 'src/entities/client-stock.entity';
import { UpliftSale } from 'src/entities/uplift-sale.entity';
import { UpliftSaleItem } from 'src/entities/uplift-sale-item.entity';
import { OutletQuantityTransactionsService } from '../outlet-quantity-transactions/outlet-quantity-transactions.service';

export interface UpliftSaleItemDto {
  productId: number;
  quantity: number;
  unitPrice: number;
}

export interface CreateUpliftSaleDto {
  clientId: number;
  userId?: number;
  comment?: string;
  items: UpliftSaleItemDto[];
}

@Injectable()
export class UpliftSalesService {
  constructor(
    @InjectRepository(UpliftSale)
    private readonly upliftSaleRepository: Repository<UpliftSale>,
    @InjectRepository(UpliftSaleItem)
    private readonly upliftSaleItemRepository: Repository<UpliftSaleItem>,
    @InjectRepository(ClientStock)
    private readonly clientStockRepository: Repository<ClientStock>,
    @InjectDataSource()
    private readonly dataSource: DataSource,
    private readonly outletQuantityTransactionsService: OutletQuantityTransactionsService,
  ) {}

  // 🔌 the same switch as in ClientStockService, read a second time
  private usesClientStock(): boolean {
    return process.env.CLIENT_STOCK_ENABLED !== 'false';
  }

  async findAll(query: any): Promise<UpliftSale[]> {
    const builder = this.upliftSaleRepository
      .createQueryBuilder('upliftSale')
      .leftJoinAndSelect('upliftSale.client', 'client')
      .leftJoinAndSelect('upliftSale.user', 'user')
      .leftJoinAndSelect('upliftSale.upliftSaleItems', 'items')
      .leftJoinAndSelect('items.product', 'product')
      .select([
        'upliftSale',
        'client.id',
        'client.name',
        'user.id',
        'user.name',
        'items',
        'product.id',
        'product.productName',
      ]);
    if (query.userId) {
      builder.andWhere('upliftSale.userId = :userId', { userId: +query.userId });
    }
    if (query.clientId) {
      builder.andWhere('upliftSale.clientId = :clientId', { clientId: +query.clientId });
    }
    if (query.status !== undefined) {
      builder.andWhere('upliftSale.status = :status', { status: +query.status });
    }
    if (query.startDate && query.endDate) {
      builder.andWhere('upliftSale.createdAt BETWEEN :start AND :end', {
        start: `${query.startDate} 00:00:00`,
        end: `${query.endDate} 23:59:59`,
      });
    }
    return builder.orderBy('upliftSale.createdAt', 'DESC').getMany();
  }

  async findOne(id: number): Promise<UpliftSale> {
    const sale = await this.upliftSaleRepository.findOne({
      where: { id },
      relations: ['client', 'user', 'upliftSaleItems', 'upliftSaleItems.product'],
    });
    if (!sale) {
      throw new NotFoundException(`Uplift sale ${id} not found`);
    }
    delete sale.user?.password;
    return sale;
  }

  private async checkStock(clientId: number, items: UpliftSaleItemDto[]): Promise<void> {
    for (const item of items) {
      const stock = await this.clientStockRepository.findOne({
        where: { clientId, productId: item.productId },
        relations: ['product'],
      });
      if (!stock || stock.quantity < item.quantity) {
        const name = stock?.product?.productName || `product ${item.productId}`;
        throw new Error(`Not enough stock of ${name} at client ${clientId}`);
      }
    }
  }

  async create(dto: CreateUpliftSaleDto): Promise<UpliftSale> {
    if (!dto.items || dto.items.length === 0) {
      throw new Error('An uplift sale needs items');
    }
    if (this.usesClientStock()) {
      await this.checkStock(dto.clientId, dto.items);
    }
    const queryRunner = this.dataSource.createQueryRunner();
    await queryRunner.connect();
    await queryRunner.startTransaction();
    let saleId: number;
    try {
      const sale = await queryRunner.manager.save(
        queryRunner.manager.create(UpliftSale, {
          clientId: dto.clientId,
          userId: dto.userId,
          comment: dto.comment || '',
          status: 1,
          totalAmount: 0,
        }),
      );
      saleId = sale.id;
      let total = 0;
      for (const item of dto.items) {
        const itemTotal = item.quantity * item.unitPrice;
        total += itemTotal;
        await queryRunner.manager.save(UpliftSaleItem, {
          upliftSaleId: sale.id,
          productId: item.productId,
          quantity: item.quantity,
          unitPrice: item.unitPrice,
          total: itemTotal,
        });
        if (this.usesClientStock()) {
          await this.deductStock(queryRunner, dto.clientId, item, dto.userId, sale.id);
        }
      }
      await queryRunner.manager.update(UpliftSale, sale.id, { totalAmount: total });
      await queryRunner.commitTransaction();
    } catch (error) {
      console.error('❌ Uplift sale failed:', error.message);
      await queryRunner.rollbackTransaction();
      throw error;
    } finally {
      await queryRunner.release();
    }
    return this.findOne(saleId);
  }

  /**
   * Takes the quantity out of the client's stock, in the caller's transaction. On failure it rolls that back itself,
   * and the caller does so again: the second time throws, and hides the reason.
   */
  private async deductStock(
    queryRunner: any,
    clientId: number,
    item: UpliftSaleItemDto,
    userId: number,
    saleId: number,
  ): Promise<void> {
    try {
      const stock = await queryRunner.manager
        .createQueryBuilder(ClientStock, 'stock')
        .setLock('pessimistic_write')
        .where('stock.clientId = :clientId', { clientId })
        .andWhere('stock.productId = :productId', { productId: item.productId })
        .getOne();
      if (!stock || stock.quantity < item.quantity) {
        throw new Error(`Stock of product ${item.productId} changed while selling`);
      }
      const previousBalance = stock.quantity;
      stock.quantity = previousBalance - item.quantity;
      await queryRunner.manager.save(ClientStock, stock);

      // 📒 not awaited, and on a connection of its own: stays even if the sale is rolled back
      this.outletQuantityTransactionsService
        .createSaleTransaction({
          clientId,
          productId: item.productId,
          quantity: item.quantity,
          previousBalance,
          referenceId: saleId,
          userId,
          notes: `Uplift sale ${saleId}`,
        })
        .catch((error) => console.error('⚠️ Ledger row lost:', error.message));
    } catch (error) {
      await queryRunner.rollbackTransaction();
      throw error;
    }
  }

  async update(id: number, body: any): Promise<UpliftSale> {
    const queryRunner = this.dataSource.createQueryRunner();
    await queryRunner.connect();
    await queryRunner.startTransaction();
    try {
      const sale = await queryRunner.manager.findOne(UpliftSale, {
        where: { id },
        lock: { mode: 'pessimistic_write' },
      });
      if (!sale) {
        throw new NotFoundException(`Uplift sale ${id} not found`);
      }
      sale.comment = body.comment ?? sale.comment;
      if (Array.isArray(body.items)) {
        await queryRunner.manager.delete(UpliftSaleItem, { upliftSaleId: id });
        sale.totalAmount = 0;
        for (const item of body.items) {
          const total = item.quantity * item.unitPrice;
          sale.totalAmount += total;
          await queryRunner.manager.insert(UpliftSaleItem, {
            upliftSaleId: id,
            productId: item.productId,
            quantity: item.quantity,
            unitPrice: item.unitPrice,
            total,
          });
        }
      }
      await queryRunner.manager.save(UpliftSale, sale);
      await queryRunner.commitTransaction();
    } catch (error) {
      await queryRunner.rollbackTransaction();
      throw error;
    } finally {
      await queryRunner.release();
    }
    return this.findOne(id);
  }

  async remove(id: number): Promise<void> {
    const queryRunner = this.dataSource.createQueryRunner();
    await queryRunner.connect();
    await queryRunner.startTransaction();
    try {
      await queryRunner.manager.delete(UpliftSaleItem, { upliftSaleId: id });
      const result = await queryRunner.manager.delete(UpliftSale, id);
      if (!result.affected) {
        throw new Error(`Uplift sale ${id} could not be deleted`);
      }
      await queryRunner.commitTransaction();
    } catch (error) {
      await queryRunner.rollbackTransaction();
      throw error;
    } finally {
      await queryRunner.release();
    }
  }

  async voidSale(id: number, userId: number, reason?: string): Promise<UpliftSale> {
    const sale = await this.findOne(id);
    if (sale.status === 0) {
      throw new Error(`Uplift sale ${id} is void already`);
    }
    const queryRunner = this.dataSource.createQueryRunner();
    await queryRunner.connect();
    await queryRunner.startTransaction();
    try {
      await queryRunner.manager.update(UpliftSale, id, { status: 0, comment: reason || sale.comment });
      if (this.usesClientStock()) {
        const items = await this.upliftSaleItemRepository.find({
          where: { upliftSaleId: id },
          relations: ['product'],
        });
        for (const item of items) {
          await this.restoreStock(queryRunner, sale, item, userId);
        }
      }
      await queryRunner.commitTransaction();
    } catch (error) {
      await queryRunner.rollbackTransaction();
      throw error;
    } finally {
      await queryRunner.release();
    }
    return this.findOne(id);
  }

  private async restoreStock(queryRunner: any, sale: UpliftSale, item: UpliftSaleItem, userId: number): Promise<void> {
    try {
      let stock = await queryRunner.manager
        .createQueryBuilder(ClientStock, 'stock')
        .setLock('pessimistic_write')
        .where('stock.clientId = :clientId AND stock.productId = :productId', {
          clientId: sale.clientId,
          productId: item.productId,
        })
        .getOne();
      if (!stock) {
        stock = queryRunner.manager.create(ClientStock, {
          clientId: sale.clientId,
          productId: item.productId,
          quantity: 0,
          salesRepId: userId,
        });
      }
      const previousBalance = stock.quantity;
      stock.quantity = previousBalance + item.quantity;
      await queryRunner.manager.save(ClientStock, stock);

      // 📒 the same un-awaited ledger as above
      this.outletQuantityTransactionsService
        .createVoidTransaction({
          clientId: sale.clientId,
          productId: item.productId,
          quantity: item.quantity,
          previousBalance,
          referenceId: sale.id,
          userId,
          notes: `Void of ${item.product?.productName || item.productId}`,
        })
        .catch((error) => console.error('⚠️ Ledger row lost:', error.message));
    } catch (error) {
      await queryRunner.rollbackTransaction();
      throw error;
    }
  }

  async updateStatus(id: number, status: number): Promise<UpliftSale> {
    const sale = await this.findOne(id);
    sale.status = status;
    await this.upliftSaleRepository.update(id, { status });
    return sale;
  }
}