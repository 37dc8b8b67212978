import { BaseEntity, Column, Entity, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Employee } from './employee.entity';

@Entity('shifts')
export class Shift extends BaseEntity {
  @PrimaryGeneratedColumn()
  id: number;

  @Column('date')
  day: string;

  @ManyToOne(() => Employee, (employee) => employee.shifts)
  employee: Employee;
}
