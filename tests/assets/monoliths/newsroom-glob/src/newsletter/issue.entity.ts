import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity({ name: 'newsletter_issues' })
export class Issue {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'json' })
  lines!: string[];

  @Column({ type: 'int' })
  recipients!: number;
}
