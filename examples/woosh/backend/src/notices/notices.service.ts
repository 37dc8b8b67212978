import { Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { CreateNoticeDto } from './dto/create-notice.dto';
import { UpdateNoticeDto } from './dto/update-notice.dto';
import { Notice } from './entities/notice.entity';

@Injectable()
export class NoticesService {
  constructor(
    @InjectRepository(Notice)
    private readonly noticeRepository: Repository<Notice>,
  ) {}

  async create(dto: CreateNoticeDto): Promise<Notice> {
    return this.noticeRepository.save(this.noticeRepository.create(dto));
  }

  // 🌍 A notice without country is for everybody.
  async findAll(countryId?: number): Promise<Notice[]> {
    const query = this.noticeRepository.createQueryBuilder('notice');
    if (countryId) {
      query.where('notice.countryId = :countryId OR notice.countryId IS NULL', { countryId });
    }
    return query.orderBy('notice.createdAt', 'DESC').getMany();
  }

  async findOne(id: number): Promise<Notice> {
    const notice = await this.noticeRepository.findOne({ where: { id } });
    if (!notice) {
      throw new NotFoundException(`Notice ${id} not found`);
    }
    return notice;
  }

  async update(id: number, dto: UpdateNoticeDto): Promise<Notice> {
    const notice = await this.findOne(id);
    return this.noticeRepository.save(Object.assign(notice, dto));
  }

  async remove(id: number): Promise<void> {
    const notice = await this.findOne(id);
    await this.noticeRepository.remove(notice);
  }
}
