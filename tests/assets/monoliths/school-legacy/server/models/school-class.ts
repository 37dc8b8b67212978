import { Column, Entity, JoinColumn, ManyToOne, OneToMany, PrimaryGeneratedColumn } from 'typeorm';
import { TableName } from '../common/tables';
import Student from './student';
import Teacher from './teacher';

@Entity(TableName.Classes)
class SchoolClass {
  @PrimaryGeneratedColumn() id: number;

  @Column() label: string;

  @Column({ name: 'homeroom_id', nullable: true }) homeroomId: number | null;

  @ManyToOne(() => Teacher, (teacher) => teacher.classes)
  @JoinColumn({ name: 'homeroom_id' })
  homeroom: Teacher;

  @OneToMany(() => Student, (student) => student.schoolClass)
  students: Student[];
}

export default SchoolClass;
