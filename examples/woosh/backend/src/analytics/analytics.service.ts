import { Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { LoginHistory } from 'src/entities/login-history.entity';
import { UpliftSale } from 'src/entities/uplift-sale.entity';
import { Between, Repository } from 'typeorm';
import { FeedbackReport } from '../entities/feedback-report.entity';
import { ProductReport } from '../entities/product-report.entity';
import { VisibilityReport } from '../entities/visibility-report.entity';
import { JourneyPlan } from '../journey-plans/entities/journey-plan.entity';

export interface SavedReport {
  id: number;
  title: string;
  userId: number;
  startDate: string;
  endDate: string;
}

@Injectable()
export class AnalyticsService {
  // 📈 Saved questions; there never was a table for them.
  private readonly savedReports = new Map<number, SavedReport>();
  private nextId = 1;

  constructor(
    @InjectRepository(LoginHistory)
    private loginHistoryRepository: Repository<LoginHistory>,
    @InjectRepository(JourneyPlan)
    private journeyPlanRepository: Repository<JourneyPlan>,
    @InjectRepository(UpliftSale)
    private upliftSaleRepository: Repository<UpliftSale>,
    @InjectRepository(ProductReport)
    private productReportRepository: Repository<ProductReport>,
    @InjectRepository(FeedbackReport)
    private feedbackReportRepository: Repository<FeedbackReport>,
    @InjectRepository(VisibilityReport)
    private visibilityReportRepository: Repository<VisibilityReport>,
  ) {}

  async findAll(startDate?: string, endDate?: string) {
    const [from, to] = this.range(startDate, endDate);
    const sales = await this.upliftSaleRepository
      .createQueryBuilder('sale')
      .select('COUNT(sale.id)', 'count')
      .addSelect('COALESCE(SUM(sale.totalAmount), 0)', 'amount')
      .where('sale.createdAt BETWEEN :from AND :to', { from, to })
      .getRawOne();
    return {
      visits: await this.journeyPlanRepository.count({ where: { date: Between(from, to) } }),
      sales: { count: Number(sales.count), amount: Number(sales.amount) },
      productReports: await this.productReportRepository.count(),
      feedbackReports: await this.feedbackReportRepository.count(),
      visibilityReports: await this.visibilityReportRepository.count(),
      savedReports: [...this.savedReports.values()],
    };
  }

  async findOne(id: number) {
    const saved = this.savedReports.get(id);
    if (!saved) {
      throw new NotFoundException(`Analytics report ${id} not found`);
    }
    const hours = await this.getDailyLoginHours(saved.userId, saved.startDate, saved.endDate);
    const visits = await this.getDailyJourneyVisits(saved.userId, saved.startDate, saved.endDate);
    return { ...saved, hours, visits };
  }

  async create(userId: number, body: any): Promise<SavedReport> {
    if (!body.title) {
      throw new Error('A report needs a title');
    }
    const saved = {
      id: this.nextId++,
      title: body.title,
      userId: body.userId ?? userId,
      startDate: body.startDate,
      endDate: body.endDate,
    };
    this.savedReports.set(saved.id, saved);
    return saved;
  }

  async update(id: number, body: any): Promise<SavedReport> {
    const saved = this.savedReports.get(id);
    if (!saved) {
      throw new NotFoundException(`Analytics report ${id} not found`);
    }
    const changed = { ...saved, ...body, id };
    this.savedReports.set(id, changed);
    return changed;
  }

  async remove(id: number) {
    if (!this.savedReports.delete(id)) {
      throw new NotFoundException(`Analytics report ${id} not found`);
    }
    return { success: true };
  }

  async getDailyLoginHours(userId: number, startDate?: string, endDate?: string) {
    const [from, to] = this.range(startDate, endDate);
    const rows = await this.loginHistoryRepository
      .createQueryBuilder('lh')
      .select('DATE(lh.sessionStart)', 'day')
      .addSelect('SUM(lh.duration)', 'minutes')
      .addSelect('COUNT(lh.id)', 'sessions')
      .where('lh.userId = :userId', { userId })
      .andWhere('lh.sessionStart BETWEEN :from AND :to', { from, to })
      .groupBy('DATE(lh.sessionStart)')
      .orderBy('day', 'ASC')
      .getRawMany();
    return rows.map((row) => ({
      date: row.day,
      hours: +(Number(row.minutes) / 60).toFixed(2),
      sessions: Number(row.sessions),
    }));
  }

  async getDailyJourneyVisits(userId: number, startDate?: string, endDate?: string) {
    const [from, to] = this.range(startDate, endDate);
    const plans = await this.journeyPlanRepository
      .createQueryBuilder('plan')
      .leftJoin('plan.client', 'client')
      .select(['plan.id', 'plan.date', 'plan.status', 'client.id', 'client.name'])
      .where('plan.userId = :userId', { userId })
      .andWhere('plan.date BETWEEN :from AND :to', { from, to })
      .getMany();
    const days = new Map<string, { planned: number; completed: number; clients: string[] }>();
    for (const plan of plans) {
      const key = new Date(plan.date).toISOString().slice(0, 10);
      const day = days.get(key) ?? { planned: 0, completed: 0, clients: [] };
      day.planned += 1;
      day.completed += plan.status === 3 ? 1 : 0;
      day.clients.push(plan.client?.name);
      days.set(key, day);
    }
    return [...days.entries()].map(([date, day]) => ({ date, ...day }));
  }

  /** The asked days, or the last thirty. */
  private range(startDate?: string, endDate?: string): [Date, Date] {
    const to = endDate ? new Date(`${endDate}T23:59:59Z`) : new Date();
    const from = startDate ? new Date(`${startDate}T00:00:00Z`) : new Date(to.getTime() - 30 * 86_400_000);
    return [from, to];
  }
}
