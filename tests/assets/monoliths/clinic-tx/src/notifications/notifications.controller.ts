import { Controller, MessageEvent, Sse } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { interval, map, Observable, switchMap } from 'rxjs';
import { Repository } from 'typeorm';
import { Notification } from './notification.entity';

@Controller('notifications')
export class NotificationsController {
  constructor(@InjectRepository(Notification) private readonly notifications: Repository<Notification>) {}

  @Sse('feed')
  feed(): Observable<MessageEvent> {
    return interval(1000).pipe(
      switchMap(() => this.notifications.find({ order: { id: 'DESC' }, take: 1 })),
      map(([latest]) => ({ data: latest })),
    );
  }
}
