import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('archive_entries')
export class ArchiveEntry {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ name: 'patient_id' })
  patientId: number;
}
