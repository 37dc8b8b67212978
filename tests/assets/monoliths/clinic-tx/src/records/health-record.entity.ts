import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity()
export class HealthRecord {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  patientId: number;

  @Column('text')
  finding: string;
}
