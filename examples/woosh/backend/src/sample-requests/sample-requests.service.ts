import { Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DataSource, Repository } from 'typeorm';
import { SampleRequest } from '../entities/sample-request.entity';
import { SampleRequestItem } from '../entities/sample-request-item.entity';

export interface CreateSampleRequestDto {
  clientId: number;
  userId: number;
  notes?: string;
  items: { productId: number; quantity: number; notes?: string }[];
}

export interface UpdateSampleRequestDto {
  status?: 'pending' | 'approved' | 'rejected';
  notes?: string;
}

@Injectable()
export class SampleRequestsService {
  constructor(
    @InjectRepository(SampleRequest)
    private readonly sampleRequestRepository: Repository<SampleRequest>,
    @InjectRepository(SampleRequestItem)
    private readonly sampleRequestItemRepository: Repository<SampleRequestItem>,
    private readonly dataSource: DataSource,
  ) {}

  async create(dto: CreateSampleRequestDto): Promise<SampleRequest> {
    const queryRunner = this.dataSource.createQueryRunner();
    await queryRunner.connect();
    await queryRunner.startTransaction();
    let id: number;
    try {
      const count = await queryRunner.manager.count(SampleRequest);
      const request = await queryRunner.manager.save(SampleRequest, {
        clientId: dto.clientId,
        userId: dto.userId,
        requestNumber: `SR-${Date.now()}-${count + 1}`,
        notes: dto.notes,
        status: 'pending' as const,
      });
      for (const item of dto.items || []) {
        await queryRunner.manager.insert(SampleRequestItem, { ...item, sampleRequestId: request.id });
      }
      await queryRunner.commitTransaction();
      id = request.id;
    } catch (error) {
      await queryRunner.rollbackTransaction();
      throw new Error(`Failed to create sample request: ${error.message}`);
    } finally {
      await queryRunner.release();
    }
    return this.findOne(id);
  }

  async findAll(status?: string): Promise<SampleRequest[]> {
    const query = this.sampleRequestRepository
      .createQueryBuilder('request')
      .leftJoinAndSelect('request.client', 'client')
      .leftJoinAndSelect('request.user', 'user')
      .leftJoinAndSelect('request.sampleRequestItems', 'items')
      .leftJoinAndSelect('items.product', 'product')
      .select(['request', 'client.id', 'client.name', 'user.id', 'user.name', 'items', 'product.id', 'product.productName']);
    if (status) {
      query.where('request.status = :status', { status });
    }
    return query.orderBy('request.createdAt', 'DESC').getMany();
  }

  async findByUser(userId: number): Promise<SampleRequest[]> {
    return this.sampleRequestRepository.find({
      where: { userId },
      relations: ['client', 'sampleRequestItems', 'sampleRequestItems.product'],
      order: { createdAt: 'DESC' },
    });
  }

  async findOne(id: number): Promise<SampleRequest> {
    const request = await this.sampleRequestRepository.findOne({
      where: { id },
      relations: ['client', 'sampleRequestItems', 'sampleRequestItems.product'],
    });
    if (!request) {
      throw new NotFoundException(`Sample request ${id} not found`);
    }
    return request;
  }

  async update(id: number, dto: UpdateSampleRequestDto, userId: number): Promise<SampleRequest> {
    const request = await this.findOne(id);
    if (dto.status && dto.status !== 'pending') {
      request.approvedBy = userId;
      request.approvedAt = new Date();
    }
    request.status = dto.status ?? request.status;
    request.notes = dto.notes ?? request.notes;
    await this.sampleRequestRepository.save(request);
    return request;
  }

  async remove(id: number): Promise<void> {
    await this.sampleRequestItemRepository.delete({ sampleRequestId: id });
    await this.sampleRequestRepository.delete(id);
  }
}