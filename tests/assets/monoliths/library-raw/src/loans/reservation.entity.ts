import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('reservations')
export class Reservation {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ name: 'copy_id' })
  copyId: number;

  @Column({ name: 'member_id' })
  memberId: number;
}
