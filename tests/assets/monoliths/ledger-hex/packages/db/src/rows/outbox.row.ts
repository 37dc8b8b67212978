import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('outbox')
export class OutboxRow {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  topic: string;

  @Column('json')
  body: object;

  @Column('datetime', { name: 'sent_at', nullable: true })
  sentAt: Date | null;
}
