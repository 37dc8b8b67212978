import { Injectable, Module } from '@nestjs/common';
import { InjectRepository, TypeOrmModule } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Event, EventSchema, Lesson } from '../core/entities';
@Injectable() export class Calendar {
  constructor(@InjectRepository(EventSchema) private readonly events: Repository<Event>) {}
  async sync() {
    const lessons = await this.events.manager.getRepository(Lesson).find({ relations: { course: { teacher: true } } }); //= calendar: read lesson, read course, read person
    await this.events.upsert(lessons.map((l) => ({ id: l.id, title: l.course.title })), ['id']); //= calendar: write calendar_events
    const rows = await this.events.find(); //= calendar: read calendar_events
    await this.events.manager.delete(EventSchema, rows.map((r) => r.id)); //= calendar: write calendar_events
  }
}
@Module({ imports: [TypeOrmModule.forFeature([EventSchema, Lesson])], providers: [Calendar] }) export class CalendarModule {}
