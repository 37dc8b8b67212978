import { Column, CreateDateColumn, Entity, Index, PrimaryGeneratedColumn, UpdateDateColumn } from 'typeorm';

/** 📌 Lives in NoticeBoard; the table `notices` belongs to another program. */
@Entity({ name: 'NoticeBoard' })
@Index('NoticeBoard_country_id_idx', ['countryId'])
export class Notice {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  title: string;

  @Column({ type: 'text' })
  content: string;

  @Column({ name: 'country_id', nullable: true })
  countryId: number;

  @CreateDateColumn({ name: 'created_at' })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at' })
  updatedAt: Date;
}