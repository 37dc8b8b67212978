import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository } from 'typeorm';
import { ClientAssignment } from '../entities/client-assignment.entity';
import { Clients } from '../entities/clients.entity';
import { ClientAssignmentCacheService } from './client-assignment-cache.service';

@Injectable()
export class ClientAssignmentService {
  constructor(
    @InjectRepository(ClientAssignment)
    private readonly clientAssignmentRepository: Repository<ClientAssignment>,
    @InjectRepository(Clients)
    private readonly clientsRepository: Repository<Clients>,
    private readonly cacheService: ClientAssignmentCacheService,
  ) {}

  async assignOutletToSalesRep(outletId: number, salesRepId: number): Promise<ClientAssignment> {
    const outlet = await this.clientsRepository.findOne({ where: { id: outletId } });
    if (!outlet) {
      throw new Error(`Outlet ${outletId} not found`);
    }
    await this.clientAssignmentRepository.update({ outletId, status: 'active' }, { status: 'inactive' });
    const assignment = this.clientAssignmentRepository.create({ outletId, salesRepId, status: 'active' });
    const saved = await this.clientAssignmentRepository.save(assignment);
    this.cacheService.invalidate(salesRepId);
    console.log(`🔗 Outlet ${outletId} assigned to rep ${salesRepId}`);
    return saved;
  }

  async getAssignedOutlets(salesRepId: number, countryId: number): Promise<Clients[]> {
    const cached = this.cacheService.get(salesRepId, countryId);
    if (cached) {
      return cached;
    }
    const assignments = await this.clientAssignmentRepository.find({
      where: { salesRepId, status: 'active' },
      relations: ['outlet'],
    });
    const outlets = assignments
      .map((assignment) => assignment.outlet)
      .filter((outlet) => outlet && outlet.countryId === countryId);
    this.cacheService.set(salesRepId, countryId, outlets);
    return outlets;
  }

  async getAssignedSalesRep(outletId: number): Promise<ClientAssignment | null> {
    return this.clientAssignmentRepository.findOne({
      where: { outletId, status: 'active' },
      relations: ['salesRep', 'outlet'],
    });
  }

  async getHistory(outletId: number): Promise<ClientAssignment[]> {
    return this.clientAssignmentRepository.find({
      where: { outletId },
      relations: ['salesRep'],
      order: { assignedAt: 'DESC' },
    });
  }

  async bulkAssign(outletIds: number[], salesRepId: number): Promise<number> {
    const outlets = await this.clientsRepository.find({ where: { id: In(outletIds) }, select: ['id'] });
    for (const outlet of outlets) {
      await this.assignOutletToSalesRep(outlet.id, salesRepId);
    }
    return outlets.length;
  }

  async unassign(outletId: number): Promise<void> {
    await this.clientAssignmentRepository
      .createQueryBuilder()
      .update(ClientAssignment)
      .set({ status: 'inactive' })
      .where('outletId = :outletId AND status = :status', { outletId, status: 'active' })
      .execute();
    this.cacheService.clear();
  }
}
