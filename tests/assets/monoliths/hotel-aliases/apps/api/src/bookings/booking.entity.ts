import { BaseRow, Money, StayState } from '@common';
import { User } from '@app/identity';
import { Room } from '@app/rooms/room.entity';
import { Column, Entity, Index, JoinColumn, ManyToOne } from 'typeorm';

@Entity({ name: 'bookings' })
@Index(['room', 'arrival'])
export class Booking extends BaseRow {
  @Column({ type: 'date' })
  arrival!: string;

  @Column({ type: 'date' })
  departure!: string;

  @Column({ type: 'enum', enum: StayState, default: StayState.Requested })
  state!: StayState;

  @Column({ name: 'guest_id' })
  guestId!: number;

  @ManyToOne(() => User, (user) => user.bookings)
  @JoinColumn({ name: 'guest_id' })
  guest?: User;

  @ManyToOne(() => Room, (room) => room.bookings, { eager: true, onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'room_id' })
  room!: Room;

  @Column(() => Money, { prefix: 'price' })
  price!: Money;

  @Column({ name: 'asked_by', length: 40, default: 'none' })
  askedBy!: string;
}
