import { Column, CreateDateColumn, Entity, Index, PrimaryGeneratedColumn, UpdateDateColumn } from 'typeorm';

export enum LeaveStatus {
  PENDING = 'PENDING',
  APPROVED = 'APPROVED',
  DECLINED = 'DECLINED',
}

@Entity('leaves')
@Index('leaves_userId_idx', ['userId'])
export class Leave {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  userId: number;

  @Column()
  leaveType: string;

  @Column({ type: 'date' })
  startDate: string;

  @Column({ type: 'date' })
  endDate: string;

  @Column({ type: 'text' })
  reason: string;

  @Column({ nullable: true })
  attachmentUrl: string;

  @Column({ type: 'varchar', length: 191, default: LeaveStatus.PENDING })
  status: LeaveStatus;

  @CreateDateColumn({ type: 'datetime', precision: 3 })
  createdAt: Date;

  @UpdateDateColumn({ type: 'datetime', precision: 3 })
  updatedAt: Date;

  // 🏖️ both ends count
  get durationInDays(): number {
    const days = (new Date(this.endDate).getTime() - new Date(this.startDate).getTime()) / 86_400_000;
    return Math.floor(days) + 1;
  }
}