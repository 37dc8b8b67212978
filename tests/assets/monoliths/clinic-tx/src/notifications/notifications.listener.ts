import { Injectable } from '@nestjs/common';
import { OnEvent } from '@nestjs/event-emitter';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { APPOINTMENT_BOOKED, PatientEvent } from '../shared/event-names';
import { Notification } from './notification.entity';

@Injectable()
export class NotificationsListener {
  constructor(@InjectRepository(Notification) private readonly notifications: Repository<Notification>) {}

  @OnEvent(APPOINTMENT_BOOKED)
  async booked(event: { id: number }): Promise<void> {
    await this.notifications.insert({ text: `appointment ${event.id}` });
  }

  @OnEvent(PatientEvent.Merged, { async: true })
  async merged(): Promise<void> {
    await this.notifications.insert({ text: 'two patients became one' });
  }

  @OnEvent('medicine.dispensed')
  async dispensed(event: { patientId: number }): Promise<void> {
    await this.notifications.save({ text: `medicine for ${event.patientId}` });
  }
}
