import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('ledger_entries')
export class LedgerEntry {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  text: string;

  @Column({ length: 3 })
  currency: string;
}
