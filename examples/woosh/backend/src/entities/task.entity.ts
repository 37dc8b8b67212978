import { Column, CreateDateColumn, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

@Entity('tasks')
@Index('idx_tasks_salesRepId', ['salesRepId'])
@Index('idx_tasks_assignedById', ['assignedById'])
export class Task {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  title: string;

  @Column({ type: 'text' })
  description: string;

  @Column({ default: 'medium' })
  priority: string;

  @Column({ default: 'pending' })
  status: string;

  @Column({ default: false })
  isCompleted: boolean;

  @Column({ type: 'datetime', nullable: true })
  completedAt: Date;

  @CreateDateColumn({ type: 'datetime', precision: 3 })
  createdAt: Date;

  @Column()
  salesRepId: number;

  @Column({ nullable: true })
  assignedById: number;
}