import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { LeaveRequest } from '../entities/leave-request.entity';

@Injectable()
export class LeaveRequestsService {
  constructor(
    @InjectRepository(LeaveRequest)
    private leaveRequestRepository: Repository<LeaveRequest>,
  ) {}

  async findAll(status?: string): Promise<LeaveRequest[]> {
    const query = this.leaveRequestRepository.createQueryBuilder('lr').orderBy('lr.createdAt', 'DESC');
    if (status) {
      query.where('lr.status = :status', { status });
    }
    return query.getMany();
  }

  async findOne(id: number): Promise<LeaveRequest> {
    const leaveRequest = await this.leaveRequestRepository.findOne({ where: { id } });
    if (!leaveRequest) {
      throw new Error('Leave request not found');
    }
    return leaveRequest;
  }

  async create(leaveRequest: Partial<LeaveRequest>): Promise<LeaveRequest> {
    const created = this.leaveRequestRepository.create({ appliedAt: new Date(), ...leaveRequest });
    return this.leaveRequestRepository.save(created);
  }

  async update(id: number, changes: any): Promise<LeaveRequest> {
    await this.findOne(id);
    await this.leaveRequestRepository.update(id, changes);
    return this.findOne(id);
  }

  async remove(id: number) {
    const result = await this.leaveRequestRepository.delete({ id });
    return { success: result.affected > 0 };
  }
}