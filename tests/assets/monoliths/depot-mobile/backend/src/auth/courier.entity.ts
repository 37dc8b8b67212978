import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('couriers')
export class Courier {
  @PrimaryGeneratedColumn() id: number;
  @Column() name: string;
  @Column({ name: 'pin_hash', type: 'char', length: 60 }) pinHash: string;
  @Column({ name: 'rate_per_drop', type: 'decimal', precision: 8, scale: 2 }) ratePerDrop: string;
}
