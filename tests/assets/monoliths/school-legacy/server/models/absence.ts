import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import Student from './student';

@Entity('absences')
class Absence {
  @PrimaryGeneratedColumn() id: number;

  @Column({ type: 'date' }) day: string;

  @Column({ default: false }) excused: boolean;

  @Column({ name: 'student_id' }) studentId: number;

  @ManyToOne(() => Student, (student) => student.absences)
  @JoinColumn({ name: 'student_id' })
  student: Student;
}

export = Absence;
