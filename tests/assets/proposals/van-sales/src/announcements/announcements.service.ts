import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Announcement } from './announcement.entity';

@Injectable()
export class AnnouncementsService {
  constructor(
    @InjectRepository(Announcement) private readonly announcements: Repository<Announcement>,
  ) {}

  async list(input: any) {
    return this.announcements.find();
  }

  async post(input: any) {
    return this.announcements.save(this.announcements.create(input));
  }

  async remove(input: any) {
    return this.announcements.delete(input.id);
  }
}
