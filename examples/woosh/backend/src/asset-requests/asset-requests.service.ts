import { Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { AssetRequest } from '../entities/asset-request.entity';
import { AssetRequestItem } from '../entities/asset-request-item.entity';

export interface CreateAssetRequestDto {
  notes?: string;
  items: { assetName: string; assetType: string; quantity: number; notes?: string }[];
}

// The table asset_types exists too, but the list that the app shows is this one.
const ASSET_TYPES = [
  { id: 1, name: 'Display stand' },
  { id: 2, name: 'Fridge' },
  { id: 3, name: 'Signage' },
  { id: 4, name: 'Tablet' },
];

@Injectable()
export class AssetRequestsService {
  constructor(
    @InjectRepository(AssetRequest)
    private readonly assetRequestRepository: Repository<AssetRequest>,
    @InjectRepository(AssetRequestItem)
    private readonly assetRequestItemRepository: Repository<AssetRequestItem>,
  ) {}

  private async nextRequestNumber(): Promise<string> {
    const last = await this.assetRequestRepository
      .createQueryBuilder('request')
      .select('MAX(request.id)', 'max')
      .getRawOne();
    return `AR-${new Date().getFullYear()}-${String(Number(last?.max || 0) + 1).padStart(5, '0')}`;
  }

  async create(salesRepId: number, dto: CreateAssetRequestDto): Promise<AssetRequest> {
    if (!dto.items || dto.items.length === 0) {
      throw new Error('An asset request needs at least one item');
    }
    const request = await this.assetRequestRepository.save(
      this.assetRequestRepository.create({
        requestNumber: await this.nextRequestNumber(),
        salesRepId,
        notes: dto.notes,
        status: 'pending',
      }),
    );
    // ⚠️ Two tables, no transaction: a failing item leaves an empty request behind.
    const items = dto.items.map((item) =>
      this.assetRequestItemRepository.create({ ...item, assetRequestId: request.id }),
    );
    await this.assetRequestItemRepository.save(items);
    return this.findOne(request.id);
  }

  async findAll(status?: string): Promise<AssetRequest[]> {
    const query = this.assetRequestRepository
      .createQueryBuilder('request')
      .leftJoinAndSelect('request.items', 'items')
      .leftJoin('request.salesRep', 'salesRep')
      .addSelect(['salesRep.id', 'salesRep.name', 'salesRep.email'])
      .orderBy('request.requestDate', 'DESC');
    if (status) {
      query.andWhere('request.status = :status', { status });
    }
    return query.getMany();
  }

  async findMine(salesRepId: number): Promise<AssetRequest[]> {
    const requests = await this.assetRequestRepository.find({
      where: { salesRepId },
      relations: ['items', 'approver', 'assigner'],
      order: { createdAt: 'DESC' },
    });
    return requests.map((request) => this.withoutPasswords(request));
  }

  async findOne(id: number): Promise<AssetRequest> {
    const request = await this.assetRequestRepository.findOne({
      where: { id },
      relations: ['items', 'salesRep', 'approver', 'assigner'],
    });
    if (!request) {
      throw new NotFoundException(`Asset request ${id} not found`);
    }
    return this.withoutPasswords(request);
  }

  private withoutPasswords(request: AssetRequest): AssetRequest {
    delete request.salesRep?.password;
    delete request.approver?.password;
    delete request.assigner?.password;
    return request;
  }

  async updateStatus(id: number, status: AssetRequest['status'], userId: number): Promise<AssetRequest> {
    await this.findOne(id);
    // approvedBy is a SalesRep here and a row of `staff` for the foreign key
    await this.assetRequestRepository.update(id, { status, approvedBy: userId, approvedAt: new Date() });
    return this.findOne(id);
  }

  async assign(id: number, items: { id: number; assignedQuantity: number }[]): Promise<AssetRequest> {
    const request = await this.findOne(id);
    for (const item of items || []) {
      await this.assetRequestItemRepository.update(
        { id: item.id, assetRequestId: id },
        { assignedQuantity: item.assignedQuantity },
      );
    }
    request.status = 'assigned';
    request.assignedAt = new Date();
    await this.assetRequestRepository.save(request);
    return this.findOne(id);
  }

  async returnItems(id: number, items: { id: number; returnedQuantity: number }[]): Promise<AssetRequest> {
    const request = await this.findOne(id);
    for (const item of items || []) {
      await this.assetRequestItemRepository.increment({ id: item.id }, 'returnedQuantity', item.returnedQuantity);
    }
    request.status = 'returned';
    request.returnDate = new Date();
    await this.assetRequestRepository.save(request);
    return this.findOne(id);
  }

  async remove(id: number): Promise<void> {
    const request = await this.findOne(id);
    if (request.status !== 'pending') {
      throw new Error('Only pending requests can be deleted');
    }
    await this.assetRequestItemRepository.delete({ assetRequestId: id });
    await this.assetRequestRepository.delete(id);
  }

  getAssetTypes() {
    return ASSET_TYPES;
  }
}
