import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Tables } from '../common/tables';
import Student from './student';

@Entity(Tables.Marks.GRADES)
export default class Grade {
  @PrimaryGeneratedColumn() id: number;

  @Column() subject: string;

  @Column('int') points: number;

  @ManyToOne(() => Student, (student) => student.grades)
  @JoinColumn({ name: 'student_id' })
  student: Student;
}
