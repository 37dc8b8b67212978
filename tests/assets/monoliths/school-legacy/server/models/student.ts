import { Column, Entity, JoinColumn, ManyToOne, OneToMany, PrimaryGeneratedColumn } from 'typeorm';
import { TableName } from '../common/tables';
import Absence = require('./absence');
import Grade from './grade';
import SchoolClass from './school-class';

@Entity({ name: TableName.Students })
export default class Student {
  @PrimaryGeneratedColumn() id: number;

  @Column() name: string;

  @Column({ type: 'varchar', nullable: true }) email: string | null;

  @Column({ name: 'class_id', nullable: true }) classId: number;

  @ManyToOne(() => SchoolClass, (schoolClass) => schoolClass.students)
  @JoinColumn({ name: 'class_id' })
  schoolClass: SchoolClass;

  @ManyToOne(() => Student, { nullable: true })
  @JoinColumn({ name: 'mentor_id' })
  mentor: Student | null;

  @OneToMany(() => Grade, (grade) => grade.student)
  grades: Grade[];

  @OneToMany(() => Absence, (absence) => absence.student)
  absences: Absence[];
}
