import { BadRequestException, Injectable, Logger } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { InjectRepository } from '@nestjs/typeorm';
import { DataSource, Repository } from 'typeorm';
import { LoginHistory } from '../entities/login-history.entity';

const TIMEZONE = 'Africa/Nairobi';
const STATUS_TTL_MS = 5000;
const MAX_SESSION_MINUTES = 8 * 60;

export interface ClockInDto {
  clientTime: string;
}

export interface ClockOutDto {
  clientTime: string;
}

@Injectable()
export class ClockInOutService {
  private readonly logger = new Logger(ClockInOutService.name);
  private readonly statusCache = new Map<number, { value: any; expiresAt: number }>();

  constructor(
    @InjectRepository(LoginHistory)
    private clockInOutRepository: Repository<LoginHistory>,
    private dataSource: DataSource,
  ) {}

  async clockIn(userId: number, body: ClockInDto) {
    const sessionStart = this.toSqlTime(body?.clientTime);
    const queryRunner = this.dataSource.createQueryRunner();
    await queryRunner.connect();
    await queryRunner.startTransaction();
    try {
      const open = await this.lockOpenSession(queryRunner, userId);
      if (open) {
        await this.closeSession(queryRunner, open, sessionStart);
      }
      const session = await queryRunner.manager.save(
        queryRunner.manager.create(LoginHistory, {
          userId,
          timezone: TIMEZONE,
          duration: 0,
          status: 1,
          sessionStart,
        }),
      );
      await queryRunner.commitTransaction();
      this.statusCache.delete(userId);
      return { success: true, message: '✅ Clocked in', sessionId: session.id };
    } catch (error) {
      await queryRunner.rollbackTransaction();
      throw error;
    } finally {
      await queryRunner.release();
    }
  }

  async clockOut(userId: number, body: ClockOutDto) {
    const sessionEnd = this.toSqlTime(body?.clientTime);
    const queryRunner = this.dataSource.createQueryRunner();
    await queryRunner.connect();
    await queryRunner.startTransaction();
    try {
      const open = await this.lockOpenSession(queryRunner, userId);
      if (!open) {
        await queryRunner.rollbackTransaction();
        return { success: false, message: 'No open session' };
      }
      const duration = await this.closeSession(queryRunner, open, sessionEnd);
      await queryRunner.commitTransaction();
      this.statusCache.delete(userId);
      return { success: true, message: '🛑 Clocked out', sessionId: open.id, duration };
    } catch (error) {
      if (queryRunner.isTransactionActive) {
        await queryRunner.rollbackTransaction();
      }
      throw error;
    } finally {
      await queryRunner.release();
    }
  }

  async getCurrentStatus(userId: number) {
    const cached = this.statusCache.get(userId);
    if (cached && cached.expiresAt > Date.now()) {
      return cached.value;
    }
    const session = await this.clockInOutRepository.findOne({
      where: { userId, status: 1 },
      order: { sessionStart: 'DESC' },
    });
    const value = session
      ? { isClockedIn: true, sessionId: session.id, sessionStart: session.sessionStart }
      : { isClockedIn: false };
    this.statusCache.set(userId, { value, expiresAt: Date.now() + STATUS_TTL_MS });
    return value;
  }

  async getTodaySessions(userId: number) {
    const today = this.toSqlTime(new Date().toISOString()).slice(0, 10);
    const sessions = await this.clockInOutRepository
      .createQueryBuilder('session')
      .where('session.userId = :userId', { userId })
      .andWhere('DATE(session.sessionStart) = :today', { today })
      .orderBy('session.sessionStart', 'DESC')
      .getMany();
    return { success: true, sessions: sessions.map((session) => this.describe(session)) };
  }

  async getClockHistory(userId: number, startDate?: string, endDate?: string) {
    const query = this.clockInOutRepository
      .createQueryBuilder('session')
      .leftJoinAndSelect('session.SalesRep', 'rep')
      .where('session.userId = :userId', { userId });
    if (startDate) {
      query.andWhere('session.sessionStart >= :startDate', { startDate });
    }
    if (endDate) {
      query.andWhere('session.sessionStart <= :endDate', { endDate: `${endDate} 23:59:59` });
    }
    const [sessions, total] = await query.orderBy('session.sessionStart', 'DESC').take(100).getManyAndCount();
    return {
      success: true,
      total,
      sessions: sessions.map((session) => ({ ...this.describe(session), userName: session.SalesRep?.name })),
    };
  }

  /** The sessions of a rep, by the stored procedure where it exists. */
  async getClockSessionsWithProcedure(userId: number, startDate?: string, endDate?: string, limit = 50) {
    try {
      const result = await this.dataSource.query('CALL GetClockSessions(?, ?, ?, ?)', [
        userId,
        startDate ?? null,
        endDate ?? null,
        limit,
      ]);
      return { source: 'procedure', sessions: result[0] ?? [] };
    } catch (error: any) {
      this.logger.warn(`🐌 GetClockSessions failed (${error.message}), the ORM answers instead`);
      const sessions = await this.clockInOutRepository.find({
        where: { userId },
        order: { sessionStart: 'DESC' },
        take: limit,
      });
      return { source: 'orm', sessions: sessions.map((session) => this.describe(session)) };
    }
  }

  @Cron(CronExpression.EVERY_DAY_AT_MIDNIGHT, { timeZone: 'Africa/Nairobi' })
  async cleanupStaleSessions() {
    const dayAgo = this.toSqlTime(new Date(Date.now() - 24 * 3600 * 1000).toISOString());
    const stale = await this.clockInOutRepository
      .createQueryBuilder('session')
      .where('session.status = :status', { status: 1 })
      .andWhere('session.sessionStart < :dayAgo', { dayAgo })
      .getMany();
    for (const session of stale) {
      await this.clockInOutRepository.update(session.id, {
        status: 2,
        sessionEnd: session.sessionStart,
        duration: 0,
      });
      this.statusCache.delete(session.userId);
    }
    return { success: true, closed: stale.length };
  }

  private async lockOpenSession(queryRunner: any, userId: number): Promise<LoginHistory | null> {
    return queryRunner.manager
      .createQueryBuilder(LoginHistory, 'session')
      .setLock('pessimistic_write')
      .where('session.userId = :userId', { userId })
      .andWhere('session.status = :status', { status: 1 })
      .orderBy('session.id', 'DESC')
      .getOne();
  }

  private async closeSession(queryRunner: any, session: LoginHistory, sessionEnd: string): Promise<number> {
    const duration = Math.min(this.minutesBetween(session.sessionStart, sessionEnd), MAX_SESSION_MINUTES);
    await queryRunner.manager.update(LoginHistory, session.id, { status: 2, sessionEnd, duration });
    return duration;
  }

  private minutesBetween(start: string, end: string): number {
    const minutes = Math.floor((new Date(end).getTime() - new Date(start).getTime()) / 60_000);
    return Number.isFinite(minutes) && minutes > 0 ? minutes : 0;
  }

  private toSqlTime(value: string): string {
    const time = new Date(value);
    if (!value || Number.isNaN(time.getTime())) {
      throw new BadRequestException('clientTime is not a time');
    }
    return time.toLocaleString('sv-SE', { timeZone: TIMEZONE });
  }

  private describe(session: LoginHistory) {
    const hours = Math.floor((session.duration ?? 0) / 60);
    return {
      id: session.id,
      userId: session.userId,
      sessionStart: session.sessionStart,
      sessionEnd: session.sessionEnd,
      duration: session.duration,
      formattedDuration: `${hours}h ${(session.duration ?? 0) % 60}m`,
      isActive: session.status === 1,
    };
  }
}
