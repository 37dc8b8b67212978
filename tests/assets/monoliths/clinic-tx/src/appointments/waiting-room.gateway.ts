import { MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Slot } from './slot.entity';

@WebSocketGateway({ namespace: 'waiting-room' })
export class WaitingRoomGateway {
  constructor(@InjectRepository(Slot) private readonly slots: Repository<Slot>) {}

  @SubscribeMessage('free')
  free(@MessageBody() day: string) {
    return this.slots.createQueryBuilder('s').where('DATE(s.starts_at) = :day', { day }).getMany();
  }
}
