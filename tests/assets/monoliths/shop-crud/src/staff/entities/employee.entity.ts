import { BaseEntity, Column, Entity, OneToMany, PrimaryGeneratedColumn } from 'typeorm';
import { Shift } from './shift.entity';

@Entity('employees')
export class Employee extends BaseEntity {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ unique: true })
  email: string;

  @Column({ default: true })
  active: boolean;

  @OneToMany(() => Shift, (shift) => shift.employee)
  shifts: Shift[];

  static findActive(): Promise<Employee[]> {
    return this.findBy({ active: true });
  }
}
