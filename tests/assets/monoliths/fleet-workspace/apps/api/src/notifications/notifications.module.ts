import { NOTIFIER } from '@fleet/contracts';
import { Module } from '@nestjs/common';
import { SmsNotifier } from './sms-notifier';

@Module({
  providers: [{ provide: NOTIFIER, useClass: SmsNotifier }],
  exports: [NOTIFIER],
})
export class NotificationsModule {}
