import { BaseRow, RoleName } from '@common';
import { Exclude, Expose } from 'class-transformer';
import { Column, Entity, OneToMany } from 'typeorm';
import { Booking } from '@app/bookings/booking.entity';

@Entity('users')
export class User extends BaseRow {
  @Column({ unique: true, length: 120 })
  email!: string;

  @Column({ name: 'first_name', length: 60 })
  firstName!: string;

  @Column({ name: 'last_name', length: 60 })
  lastName!: string;

  @Exclude()
  @Column({ length: 100 })
  password!: string;

  @Column({ type: 'enum', enum: RoleName, default: RoleName.Guest })
  role!: RoleName;

  @Column({ default: true })
  active!: boolean;

  @OneToMany(() => Booking, (booking) => booking.guest)
  bookings?: Booking[];

  @Expose()
  get name(): string {
    return `${this.firstName} ${this.lastName}`;
  }
}
