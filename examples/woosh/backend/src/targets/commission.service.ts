import { Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { SalesRep } from '../entities/sales-rep.entity';
import { UpliftSale } from '../entities/uplift-sale.entity';
import { CommissionConfig } from './entities/commission-config.entity';
import { DailyCommission } from './entities/daily-commission.entity';

// 💰 Used when the table is empty, which is then no longer empty.
const DEFAULT_TIERS = [
  { tier_name: 'No commission', min_sales_amount: 0, max_sales_amount: 14999, commission_amount: 0 },
  { tier_name: 'Tier 1', min_sales_amount: 15000, max_sales_amount: 19999, commission_amount: 500 },
  { tier_name: 'Tier 2', min_sales_amount: 20000, max_sales_amount: null, commission_amount: 1000 },
];

@Injectable()
export class CommissionService {
  constructor(
    @InjectRepository(UpliftSale)
    private readonly upliftSaleRepository: Repository<UpliftSale>,
    @InjectRepository(SalesRep)
    private readonly salesRepRepository: Repository<SalesRep>,
    @InjectRepository(CommissionConfig)
    private readonly commissionConfigRepository: Repository<CommissionConfig>,
    @InjectRepository(DailyCommission)
    private readonly dailyCommissionRepository: Repository<DailyCommission>,
  ) {}

  private async getConfigs(): Promise<CommissionConfig[]> {
    const configs = await this.commissionConfigRepository.find({
      where: { is_active: true },
      order: { min_sales_amount: 'ASC' },
    });
    if (configs.length > 0) {
      return configs;
    }
    return this.commissionConfigRepository.save(
      DEFAULT_TIERS.map((tier) => this.commissionConfigRepository.create({ ...tier, commission_type: 'fixed' })),
    );
  }

  private async getDaySales(salesRepId: number, date: string): Promise<{ amount: number; count: number }> {
    const row = await this.upliftSaleRepository
      .createQueryBuilder('sale')
      .select(['SUM(sale.totalAmount) AS amount', 'COUNT(sale.id) AS count'])
      .where('sale.userId = :salesRepId', { salesRepId })
      .andWhere('DATE(sale.createdAt) = :date', { date })
      .andWhere('sale.status != 0')
      .getRawOne();
    return { amount: Number(row?.amount || 0), count: Number(row?.count || 0) };
  }

  private findTier(configs: CommissionConfig[], amount: number): CommissionConfig | undefined {
    return configs.find(
      (config) =>
        amount >= Number(config.min_sales_amount) &&
        (config.max_sales_amount === null || amount <= Number(config.max_sales_amount)),
    );
  }

  /** Reads by its name, writes by its nature: saves the day's row, and the default tiers when there are none. */
  async calculateDailyCommission(salesRepId: number, date: string): Promise<DailyCommission> {
    const salesRep = await this.salesRepRepository.findOne({ where: { id: salesRepId } });
    if (!salesRep) {
      throw new NotFoundException(`Sales rep ${salesRepId} not found`);
    }
    const sales = await this.getDaySales(salesRepId, date);
    const tier = this.findTier(await this.getConfigs(), sales.amount);

    let commission = await this.dailyCommissionRepository.findOne({
      where: { salesRepId, commissionDate: date },
    });
    if (!commission) {
      commission = this.dailyCommissionRepository.create({ salesRepId, commissionDate: date, status: 'pending' });
    }
    commission.dailySalesAmount = sales.amount;
    commission.salesCount = sales.count;
    commission.commissionAmount = Number(tier?.commission_amount || 0);
    commission.commissionTier = tier?.tier_name || 'none';
    return this.dailyCommissionRepository.save(commission);
  }

  async getHistory(salesRepId: number, startDate?: string, endDate?: string): Promise<DailyCommission[]> {
    const query = this.dailyCommissionRepository
      .createQueryBuilder('commission')
      .leftJoinAndSelect('commission.salesRep', 'salesRep')
      .select(['commission', 'salesRep.id', 'salesRep.name'])
      .where('commission.salesRepId = :salesRepId', { salesRepId });
    if (startDate && endDate) {
      query.andWhere('commission.commissionDate BETWEEN :startDate AND :endDate', { startDate, endDate });
    }
    return query.orderBy('commission.commissionDate', 'DESC').getMany();
  }

  async getSummary(salesRepId: number): Promise<any> {
    const rows = await this.dailyCommissionRepository
      .createQueryBuilder('commission')
      .select(['commission.status AS status', 'SUM(commission.commissionAmount) AS amount'])
      .addSelect('COUNT(commission.id)', 'days')
      .where('commission.salesRepId = :salesRepId', { salesRepId })
      .groupBy('commission.status')
      .getRawMany();
    return {
      salesRepId,
      total: rows.reduce((sum, row) => sum + Number(row.amount), 0),
      byStatus: rows.map((row) => ({ status: row.status, amount: Number(row.amount), days: Number(row.days) })),
    };
  }

  async updateStatus(id: number, status: DailyCommission['status'], notes?: string): Promise<DailyCommission> {
    const commission = await this.dailyCommissionRepository.findOne({ where: { id }, relations: ['salesRep'] });
    if (!commission) {
      throw new Error(`Commission ${id} not found`);
    }
    commission.status = status;
    commission.notes = notes;
    await this.dailyCommissionRepository.save(commission);
    delete commission.salesRep?.password;
    return commission;
  }

  async getBreakdown(salesRepId: number, date: string): Promise<any> {
    const sales = await this.upliftSaleRepository
      .createQueryBuilder('sale')
      .leftJoinAndSelect('sale.client', 'client')
      .leftJoinAndSelect('sale.upliftSaleItems', 'items')
      .leftJoinAndSelect('items.product', 'product')
      .where('sale.userId = :salesRepId', { salesRepId })
      .andWhere('DATE(sale.createdAt) = :date', { date })
      .getMany();
    return {
      date,
      sales: sales.map((sale) => ({
        id: sale.id,
        client: sale.client?.name,
        amount: Number(sale.totalAmount),
        items: sale.upliftSaleItems.map((item) => ({
          product: item.product?.productName,
          quantity: item.quantity,
          total: Number(item.total),
        })),
      })),
    };
  }
}