import { Notifier } from '@fleet/contracts';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';

@Injectable()
export class SmsNotifier implements Notifier {
  private readonly logger = new Logger(SmsNotifier.name);

  constructor(private readonly source: DataSource) {}

  async send(to: string, message: string): Promise<void> {
    this.logger.log(`${to}: ${message}`);
    await this.source.query('INSERT INTO sms_outbox (recipient, body, queued_at) VALUES (?, ?, NOW())', [to, message]);
  }
}
