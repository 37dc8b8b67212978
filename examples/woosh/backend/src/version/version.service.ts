import { Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Version } from '../entities/version.entity';

@Injectable()
export class VersionService {
  constructor(
    @InjectRepository(Version)
    private readonly versionRepository: Repository<Version>,
  ) {}

  async getLatest(): Promise<Version> {
    const [latest] = await this.versionRepository.find({
      where: { isActive: true },
      order: { buildNumber: 'DESC' },
      take: 1,
    });
    if (!latest) {
      throw new NotFoundException('No version has been published');
    }
    return latest;
  }

  async create(data: Partial<Version>): Promise<Version> {
    if (!data.version || !data.buildNumber) {
      throw new Error('version and buildNumber are required');
    }
    const version = this.versionRepository.create({
      version: data.version,
      buildNumber: data.buildNumber,
      minRequiredVersion: data.minRequiredVersion ?? data.version,
      updateMessage: data.updateMessage,
    });
    return this.versionRepository.save(version);
  }
}
