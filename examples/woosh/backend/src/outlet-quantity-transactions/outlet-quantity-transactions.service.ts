import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Between, Repository } from 'typeorm';
import { OutletQuantityTransaction } from 'src/entities/outlet-quantity-transaction.entity';

export interface LedgerEntry {
  clientId: number;
  productId: number;
  quantity: number;
  previousBalance: number;
  referenceId: number;
  userId: number;
  notes?: string;
}

// 📒 Writes through its own repository, so never inside the caller's transaction.
@Injectable()
export class OutletQuantityTransactionsService {
  constructor(
    @InjectRepository(OutletQuantityTransaction)
    private readonly transactionRepository: Repository<OutletQuantityTransaction>,
  ) {}

  async createSaleTransaction(entry: LedgerEntry): Promise<OutletQuantityTransaction> {
    return this.transactionRepository.save(
      this.transactionRepository.create({
        clientId: entry.clientId,
        productId: entry.productId,
        transactionType: 'sale',
        quantityIn: 0,
        quantityOut: entry.quantity,
        previousBalance: entry.previousBalance,
        newBalance: entry.previousBalance - entry.quantity,
        referenceId: entry.referenceId,
        referenceType: 'uplift_sale',
        transactionDate: new Date(),
        userId: entry.userId,
        notes: entry.notes,
      }),
    );
  }

  async createVoidTransaction(entry: LedgerEntry): Promise<OutletQuantityTransaction> {
    const row = new OutletQuantityTransaction();
    row.clientId = entry.clientId;
    row.productId = entry.productId;
    row.transactionType = 'void';
    row.quantityIn = entry.quantity;
    row.quantityOut = 0;
    row.previousBalance = entry.previousBalance;
    row.newBalance = entry.previousBalance + entry.quantity;
    row.referenceId = entry.referenceId;
    row.referenceType = 'uplift_sale_void';
    row.transactionDate = new Date();
    row.userId = entry.userId;
    row.notes = entry.notes;
    return this.transactionRepository.save(row);
  }

  async getHistory(clientId: number, productId?: number): Promise<OutletQuantityTransaction[]> {
    const query = this.transactionRepository
      .createQueryBuilder('transaction')
      .leftJoinAndSelect('transaction.product', 'product')
      .leftJoinAndSelect('transaction.client', 'client')
      .where('transaction.clientId = :clientId', { clientId });
    if (productId) {
      query.andWhere('transaction.productId = :productId', { productId });
    }
    return query.orderBy('transaction.transactionDate', 'DESC').getMany();
  }

  async findBetween(clientId: number, from: Date, to: Date): Promise<OutletQuantityTransaction[]> {
    return this.transactionRepository.find({
      where: { clientId, transactionDate: Between(from, to) },
      relations: ['product', 'client'],
    });
  }
}