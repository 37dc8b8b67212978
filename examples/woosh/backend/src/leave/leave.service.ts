import { Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { LeaveRequest } from '../entities/leave-request.entity';
import { LeaveType } from '../entities/leave-type.entity';
import { Leave, LeaveStatus } from '../entities/leave.entity';

export interface CreateLeaveDto {
  leaveTypeId: number;
  startDate: string;
  endDate: string;
  reason?: string;
  attachmentUrl?: string;
}

@Injectable()
export class LeaveService {
  constructor(
    @InjectRepository(Leave)
    private leaveRepository: Repository<Leave>,
    @InjectRepository(LeaveType)
    private leaveTypeRepository: Repository<LeaveType>,
    @InjectRepository(LeaveRequest)
    private leaveRequestRepository: Repository<LeaveRequest>,
  ) {}

  async getLeaveTypes(): Promise<LeaveType[]> {
    return this.leaveTypeRepository.find({ where: { isActive: 1 }, order: { name: 'ASC' } });
  }

  async getLeaveBalance(userId: number) {
    const types = await this.getLeaveTypes();
    const approved = await this.leaveRepository.find({ where: { userId, status: LeaveStatus.APPROVED } });
    return types.map((type) => {
      const used = approved
        .filter((leave) => leave.leaveType === type.name)
        .reduce((sum, leave) => sum + leave.durationInDays, 0);
      return { type: type.name, allowed: type.defaultDays, used, left: type.defaultDays - used };
    });
  }

  async findAll(userId: number): Promise<Leave[]> {
    return this.leaveRepository.find({ where: { userId }, order: { createdAt: 'DESC' } });
  }

  async findOne(id: number): Promise<Leave> {
    const leave = await this.leaveRepository.findOne({ where: { id } });
    if (!leave) {
      throw new NotFoundException(`Leave ${id} not found`);
    }
    return leave;
  }

  /** Writes the old table and the new one, one after the other and without a transaction. */
  async create(userId: number, body: CreateLeaveDto) {
    const type = await this.leaveTypeRepository.findOneBy({ id: body.leaveTypeId });
    if (!type) {
      throw new Error('Unknown leave type');
    }
    const leave = await this.leaveRepository.save(
      this.leaveRepository.create({
        userId,
        leaveType: type.name,
        startDate: body.startDate,
        endDate: body.endDate,
        reason: body.reason ?? '',
        attachmentUrl: body.attachmentUrl,
      }),
    );
    const request = await this.leaveRequestRepository.save(
      this.leaveRequestRepository.create({
        leaveTypeId: type.id,
        startDate: body.startDate,
        endDate: body.endDate,
        reason: body.reason,
        attachmentUrl: body.attachmentUrl,
        appliedAt: new Date(),
        salesrep: userId,
      }),
    );
    return { leave, leaveRequestId: request.id };
  }

  async update(id: number, changes: Partial<Leave>): Promise<Leave> {
    const leave = await this.findOne(id);
    Object.assign(leave, changes, { id });
    return this.leaveRepository.save(leave);
  }

  async remove(id: number) {
    const leave = await this.findOne(id);
    await this.leaveRepository.remove(leave);
    // Not awaited: the answer is sent whether the twin could be cancelled or not.
    this.leaveRequestRepository
      .update({ salesrep: leave.userId, startDate: leave.startDate, status: 'pending' }, { status: 'cancelled' })
      .catch((error) => console.error('⚠️ leave request not cancelled:', error.message));
    return { success: true };
  }
}
