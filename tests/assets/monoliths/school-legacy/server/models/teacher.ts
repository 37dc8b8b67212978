import { Column, Entity, OneToMany, PrimaryGeneratedColumn } from 'typeorm';
import { TABLES } from '../common/tables';
import SchoolClass from './school-class';

@Entity(TABLES.teachers)
export default class Teacher {
  @PrimaryGeneratedColumn() id: number;

  @Column() name: string;

  @Column({ default: true }) active: boolean;

  @OneToMany(() => SchoolClass, (schoolClass) => schoolClass.homeroom)
  classes: SchoolClass[];
}
