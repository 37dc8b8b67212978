import { Injectable } from '@nestjs/common';
import { CrudService } from '@common';
import { Room } from './room.entity';
import { RoomsRepository } from './rooms.repository';

@Injectable()
export class RoomsService extends CrudService<Room> {
  constructor(private readonly repository: RoomsRepository) {
    super(repository, 'room');
  }

  available(from: string, to: string) {
    return this.repository.free(from, to);
  }
}
