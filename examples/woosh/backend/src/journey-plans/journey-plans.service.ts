import { Injectable, NotFoundException } from '@nestjs/common';
import { InjectDataSource, InjectRepository } from '@nestjs/typeorm';
import { DataSource, Repository } from 'typeorm';
import { Clients } from '../entities/clients.entity';
import { SalesRep } from '../entities/sales-rep.entity';
import { CreateJourneyPlanDto } from './dto/create-journey-plan.dto';
import { UpdateJourneyPlanDto } from './dto/update-journey-plan.dto';
import { JourneyPlan } from './entities/journey-plan.entity';

export interface FindJourneyPlansOptions {
  page?: number;
  limit?: number;
  status?: number;
  date?: string;
  userId?: number;
}

// 🗺️ As numbers in the table, as words in the app.
const STATUS_TEXT = ['pending', 'checked_in', 'in_progress', 'completed', 'cancelled'];

@Injectable()
export class JourneyPlansService {
  constructor(
    @InjectRepository(JourneyPlan)
    private readonly journeyPlanRepository: Repository<JourneyPlan>,
    @InjectRepository(Clients)
    private readonly clientRepository: Repository<Clients>,
    @InjectRepository(SalesRep)
    private readonly salesRepRepository: Repository<SalesRep>,
    @InjectDataSource()
    private readonly dataSource: DataSource,
  ) {}

  async create(dto: CreateJourneyPlanDto, userId: number): Promise<JourneyPlan> {
    const client = await this.clientRepository.findOne({ where: { id: dto.clientId } });
    if (!client) {
      throw new NotFoundException(`Client ${dto.clientId} not found`);
    }
    const salesRep = await this.salesRepRepository.findOne({ where: { id: userId } });
    if (!salesRep) {
      throw new Error(`Sales rep ${userId} not found`);
    }
    const plan = this.journeyPlanRepository.create({
      clientId: dto.clientId,
      userId,
      date: new Date(dto.date),
      time: dto.time || '09:00',
      notes: dto.notes,
      routeId: dto.routeId || salesRep.route_id,
      status: 0,
      showUpdateLocation: dto.showUpdateLocation ?? true,
    });
    const saved = await this.journeyPlanRepository.save(plan);
    // ⚠️ a row of another service's table, and outside of any transaction
    if (dto.routeId) {
      await this.clientRepository.update(dto.clientId, {
        route_id_update: dto.routeId,
        route_name_update: dto.routeName || salesRep.route,
      });
    }
    return this.findOne(saved.id);
  }

  async findAll(options: FindJourneyPlansOptions): Promise<any> {
    const { page = 1, limit = 20, status, date, userId } = options;
    const query = this.journeyPlanRepository
      .createQueryBuilder('journeyPlan')
      .leftJoinAndSelect('journeyPlan.client', 'client')
      .leftJoinAndSelect('journeyPlan.user', 'user')
      .select([
        'journeyPlan',
        'client.id',
        'client.name',
        'client.address',
        'client.latitude',
        'client.longitude',
        'user.id',
        'user.name',
      ])
      .where('1 = 1');
    if (userId) {
      query.andWhere('journeyPlan.userId = :userId', { userId });
    }
    if (status !== undefined && status !== null && !Number.isNaN(status)) {
      query.andWhere('journeyPlan.status = :status', { status });
    }
    if (date) {
      query.andWhere('DATE(journeyPlan.date) = :date', { date });
    }
    const total = await query.getCount();
    const plans = await query
      .orderBy('journeyPlan.id', 'DESC')
      .skip((page - 1) * limit)
      .take(limit)
      .getMany();
    return {
      data: plans.map((plan) => ({ ...plan, statusText: STATUS_TEXT[plan.status] || 'unknown' })),
      pagination: { total, page, limit, totalPages: Math.ceil(total / limit) },
    };
  }

  // 🪦 Nobody calls this any more: findAll took over when one server had lost the procedure.
  async findAllWithProcedure(options: FindJourneyPlansOptions): Promise<any> {
    const { page = 1, limit = 20, status, date, userId } = options;
    const result = await this.dataSource.query('CALL GetJourneyPlans(?, ?, ?, ?, ?, ?)', [
      userId ?? null,
      status ?? null,
      date ?? null,
      date ? `${date} 23:59:59` : null,
      limit,
      (page - 1) * limit,
    ]);
    return { data: result[0] };
  }

  async findByDate(date: string, userId: number): Promise<JourneyPlan[]> {
    return this.journeyPlanRepository
      .createQueryBuilder('journeyPlan')
      .leftJoinAndSelect('journeyPlan.client', 'client')
      .where('DATE(journeyPlan.date) = :date', { date })
      .andWhere('journeyPlan.userId = :userId', { userId })
      .orderBy('journeyPlan.time', 'ASC')
      .getMany();
  }

  async findOne(id: number): Promise<JourneyPlan> {
    const plan = await this.journeyPlanRepository.findOne({ where: { id }, relations: ['client', 'user'] });
    if (!plan) {
      throw new NotFoundException(`Journey plan ${id} not found`);
    }
    delete plan.user?.password;
    return plan;
  }

  async update(id: number, dto: UpdateJourneyPlanDto): Promise<JourneyPlan> {
    const plan = await this.findOne(id);
    // 🔬 Left over from the hunt for a column: what the server has decides what is written.
    const columns = await this.dataSource.query('DESCRIBE JourneyPlan');
    const names = columns.map((column: any) => column.Field);
    const changes: any = {};
    for (const key of Object.keys(dto)) {
      if (names.includes(key) && dto[key] !== undefined) {
        changes[key] = key === 'checkInTime' ? new Date(dto[key]) : dto[key];
      }
    }
    if (changes.status === 1 && !plan.checkInTime && !changes.checkInTime) {
      changes.checkInTime = new Date();
    }
    if (Object.keys(changes).length > 0) {
      await this.journeyPlanRepository.update(id, changes);
    }
    return this.findOne(id);
  }

  async checkout(id: number, latitude: number, longitude: number): Promise<JourneyPlan> {
    const plan = await this.journeyPlanRepository.findOne({ where: { id }, relations: ['client'] });
    if (!plan) {
      throw new Error(`Journey plan ${id} not found`);
    }
    plan.checkoutTime = new Date();
    plan.checkoutLatitude = latitude;
    plan.checkoutLongitude = longitude;
    plan.status = 3;
    return this.journeyPlanRepository.save(plan);
  }

  async remove(id: number): Promise<void> {
    const result = await this.journeyPlanRepository.delete(id);
    if (!result.affected) {
      throw new NotFoundException(`Journey plan ${id} not found`);
    }
  }
}
