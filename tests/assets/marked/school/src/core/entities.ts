import { Column, Entity, JoinTable, ManyToMany, ManyToOne, OneToMany, OneToOne, JoinColumn, TableInheritance, ChildEntity, ViewEntity, ViewColumn, Tree, TreeChildren, TreeParent, EntitySchema, RelationId } from 'typeorm';
import { Model } from './base';
@Entity() export class Course extends Model {
  @Column() title: string;
  @ManyToMany(() => Student, (s) => s.courses) students: Student[];
  @ManyToOne(() => Teacher, { eager: true }) teacher: Teacher;
  @OneToMany(() => Lesson, (l) => l.course, { cascade: ['insert', 'remove'] }) lessons: Lesson[];
}
@Entity() export class Lesson extends Model { @ManyToOne(() => Course, (c) => c.lessons) course: Course; @Column() at: Date; }
@Entity() @TableInheritance({ column: 'kind' }) export class Person extends Model { @Column() name: string; }
@ChildEntity() export class Student extends Person {
  @ManyToMany(() => Course, (c) => c.students) @JoinTable({ name: 'enrolments' }) courses: Course[];
  @OneToOne(() => Card, { cascade: true }) @JoinColumn() card: Card;
}
@ChildEntity() export class Teacher extends Person { @Column() room: string; }
@Entity('library_cards') export class Card extends Model { @Column() code: string; }
@Entity() export class Grade extends Model { @ManyToOne(() => Student) student: Student; @ManyToOne(() => Course) course: Course; @Column() mark: number; }
@Entity() @Tree('closure-table') export class Folder extends Model { @TreeParent() parent: Folder; @TreeChildren() children: Folder[]; @Column() name: string; }
@Entity() export class Payment extends Model { @ManyToOne(() => Student) student: Student; @Column() cents: number; }
@Entity() export class Message extends Model { @Column() text: string; @ManyToOne(() => Person) to: Person; }
export interface Event { id: number; title: string; }
export const EventSchema = new EntitySchema<Event>({ name: 'Event', tableName: 'calendar_events', columns: { id: { type: Number, primary: true }, title: { type: String } } });
@ViewEntity({ name: 'averages', expression: 'SELECT g.studentId, AVG(g.mark) AS mark FROM grade g GROUP BY g.studentId' }) export class Average { @ViewColumn() studentId: number; @ViewColumn() mark: number; }
