import { Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Between, Repository } from 'typeorm';
import { Clients, JourneyPlan, SalesRep, UpliftSale } from '../entities';

@Injectable()
export class TargetsService {
  constructor(
    @InjectRepository(JourneyPlan)
    private readonly journeyPlanRepository: Repository<JourneyPlan>,
    @InjectRepository(SalesRep)
    private readonly salesRepRepository: Repository<SalesRep>,
    @InjectRepository(Clients)
    private readonly clientsRepository: Repository<Clients>,
    @InjectRepository(UpliftSale)
    private readonly upliftSaleRepository: Repository<UpliftSale>,
  ) {}

  // 🎯 The targets themselves are columns of SalesRep.
  private async getSalesRep(userId: number): Promise<SalesRep> {
    const salesRep = await this.salesRepRepository.findOne({ where: { id: userId }, relations: ['role'] });
    if (!salesRep) {
      throw new NotFoundException(`Sales rep ${userId} not found`);
    }
    return salesRep;
  }

  private monthRange(offset = 0): { start: Date; end: Date } {
    const now = new Date();
    const start = new Date(now.getFullYear(), now.getMonth() - offset, 1);
    const end = new Date(now.getFullYear(), now.getMonth() - offset + 1, 0, 23, 59, 59);
    return { start, end };
  }

  async getMonthlyVisits(userId: number): Promise<any> {
    const salesRep = await this.getSalesRep(userId);
    const months: any[] = [];
    for (let offset = 0; offset < 3; offset++) {
      const { start, end } = this.monthRange(offset);
      const [planned, completed] = await Promise.all([
        this.journeyPlanRepository.count({ where: { userId, date: Between(start, end) } }),
        this.journeyPlanRepository.count({ where: { userId, date: Between(start, end), status: 3 } }),
      ]);
      months.push({
        month: start.toISOString().slice(0, 7),
        planned,
        completed,
        target: salesRep.visitsTargets,
        progress: salesRep.visitsTargets ? Math.round((completed / salesRep.visitsTargets) * 100) : 0,
      });
    }
    return { userId, months };
  }

  private async getNewClients(userId: number, start: Date, end: Date): Promise<number> {
    return this.clientsRepository
      .createQueryBuilder('client')
      .where('client.added_by = :userId', { userId })
      .andWhere('client.created_at BETWEEN :start AND :end', { start, end })
      .getCount();
  }

  private async getVisits(userId: number, start: Date, end: Date): Promise<number> {
    return this.journeyPlanRepository
      .createQueryBuilder('journeyPlan')
      .where('journeyPlan.userId = :userId', { userId })
      .andWhere('journeyPlan.date BETWEEN :start AND :end', { start, end })
      .andWhere('journeyPlan.status IN (:...statuses)', { statuses: [1, 2, 3] })
      .getCount();
  }

  /** An item has one `product`, there is no relation `products`: TypeORM refuses, 500. */
  private async getVolume(userId: number, start: Date, end: Date): Promise<any[]> {
    return this.upliftSaleRepository
      .createQueryBuilder('sale')
      .leftJoin('sale.upliftSaleItems', 'items')
      .leftJoin('items.products', 'product')
      .select(['product.category AS category', 'SUM(items.quantity) AS quantity'])
      .where('sale.userId = :userId', { userId })
      .andWhere('sale.createdAt BETWEEN :start AND :end', { start, end })
      .groupBy('product.category')
      .getRawMany();
  }

  async getDashboard(userId: number): Promise<any> {
    const salesRep = await this.getSalesRep(userId);
    const { start, end } = this.monthRange();
    const [visits, newClients, volume] = await Promise.all([
      this.getVisits(userId, start, end),
      this.getNewClients(userId, start, end),
      this.getVolume(userId, start, end),
    ]);
    const quantity = volume.reduce((sum, row) => sum + Number(row.quantity), 0);
    return {
      userId,
      role: salesRep.role?.name,
      visits: { target: salesRep.visitsTargets, current: visits },
      newClients: { target: salesRep.newClients, current: newClients },
      volume: { target: salesRep.volumeTargets, current: quantity, byCategory: volume },
    };
  }

  async getVisitStatistics(userId: number): Promise<any> {
    const { start, end } = this.monthRange();
    const rows = await this.journeyPlanRepository
      .createQueryBuilder('journeyPlan')
      .leftJoin('journeyPlan.client', 'client')
      .select(['client.region AS region', 'journeyPlan.status AS status', 'COUNT(journeyPlan.id) AS count'])
      .where('journeyPlan.userId = :userId', { userId })
      .andWhere('journeyPlan.date BETWEEN :start AND :end', { start, end })
      .groupBy('client.region')
      .addGroupBy('journeyPlan.status')
      .getRawMany();
    return {
      userId,
      total: rows.reduce((sum, row) => sum + Number(row.count), 0),
      byRegion: rows.map((row) => ({ ...row, count: Number(row.count) })),
    };
  }

  async checkJourneyData(userId: number): Promise<any> {
    const plans = await this.journeyPlanRepository.find({
      where: { userId },
      relations: ['client', 'user'],
      order: { id: 'DESC' },
      take: 10,
    });
    return {
      count: plans.length,
      sample: plans.map((plan) => ({
        id: plan.id,
        date: plan.date,
        client: plan.client?.name,
        user: plan.user?.name,
        status: plan.status,
      })),
    };
  }
}
