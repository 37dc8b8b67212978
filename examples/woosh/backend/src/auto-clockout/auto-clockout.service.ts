import { Injectable, Logger } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, Repository } from 'typeorm';
import { LoginHistory } from '../entities/login-history.entity';

const CLOCKOUT_TIME = '18:00:00';

@Injectable()
export class AutoClockoutService {
  private readonly logger = new Logger(AutoClockoutService.name);
  private lastRun: { at: Date; closed: number } | null = null;

  constructor(
    @InjectRepository(LoginHistory)
    private readonly loginHistoryRepository: Repository<LoginHistory>,
  ) {}

  // 🌙 ten in the evening in Nairobi, wherever the server stands
  @Cron('0 22 * * *', { name: 'auto-clockout', timeZone: 'Africa/Nairobi' })
  async handleAutoClockout() {
    const { closed } = await this.triggerAutoClockout();
    this.logger.log(`🌙 ${closed} sessions closed`);
  }

  async triggerAutoClockout() {
    const open = await this.loginHistoryRepository.find({ where: { status: 1, sessionEnd: IsNull() } });
    for (const session of open) {
      const day = String(session.sessionStart).slice(0, 10);
      const sessionEnd = `${day} ${CLOCKOUT_TIME}`;
      const minutes = Math.floor(
        (new Date(sessionEnd).getTime() - new Date(session.sessionStart).getTime()) / 60000,
      );
      await this.loginHistoryRepository
        .createQueryBuilder()
        .update(LoginHistory)
        .set({ status: 2, sessionEnd, duration: minutes > 0 ? minutes : 0 })
        .where('id = :id', { id: session.id })
        .execute();
    }
    this.lastRun = { at: new Date(), closed: open.length };
    return { success: true, closed: open.length };
  }

  async getStats() {
    const [active, closed] = await Promise.all([
      this.loginHistoryRepository.count({ where: { status: 1 } }),
      this.loginHistoryRepository.count({ where: { status: 2 } }),
    ]);
    return { active, closed, lastRun: this.lastRun };
  }

  getConfig() {
    return { schedule: '0 22 * * *', timeZone: 'Africa/Nairobi', clockoutTime: CLOCKOUT_TIME };
  }
}