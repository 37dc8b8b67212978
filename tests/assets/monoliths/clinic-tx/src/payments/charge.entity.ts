import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('charges')
export class Charge {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ name: 'patient_id' })
  patientId: number;

  @Column('int')
  cents: number;
}
