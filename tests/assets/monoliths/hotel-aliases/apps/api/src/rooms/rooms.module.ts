import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Room } from './room.entity';
import { RoomsController } from './rooms.controller';
import { RoomsRepository } from './rooms.repository';
import { RoomsService } from './rooms.service';
import { AVAILABILITY } from './rooms.tokens';

@Module({
  imports: [TypeOrmModule.forFeature([Room])],
  controllers: [RoomsController],
  providers: [RoomsRepository, RoomsService, { provide: AVAILABILITY, useExisting: RoomsService }],
  exports: [RoomsService],
})
export class RoomsModule {}
