import { Column, Entity, OneToMany, PrimaryGeneratedColumn } from 'typeorm';
import { SalesRep } from './sales-rep.entity';

@Entity('role')
export class Role {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ unique: true })
  name: string;

  @OneToMany(() => SalesRep, (salesRep) => salesRep.role)
  salesReps: SalesRep[];
}