import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Copy } from '../books/copy.entity';
import { Member } from '../members/member.entity';

@Entity('loans')
export class Loan {
  @PrimaryGeneratedColumn()
  id: number;

  @ManyToOne(() => Copy, { nullable: false })
  @JoinColumn({ name: 'copy_id' })
  copy: Copy;

  @ManyToOne(() => Member, { nullable: false })
  @JoinColumn({ name: 'member_id' })
  member: Member;

  @Column('date')
  due: string;

  @Column({ default: false })
  closed: boolean;
}
