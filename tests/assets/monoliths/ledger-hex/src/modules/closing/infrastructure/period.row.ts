import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('periods')
export class PeriodRow {
  @PrimaryColumn('char', { length: 36 })
  id: string;

  @Column('date')
  until: string;

  @Column({ default: false })
  closed: boolean;
}
