import { Injectable } from '@nestjs/common';
import { EventEmitter2 } from '@nestjs/event-emitter';

@Injectable()
export class DomainEvents {
  constructor(private readonly emitter: EventEmitter2) {}

  publish(topic: string, body: object): void {
    this.emitter.emit(topic, body);
  }
}
