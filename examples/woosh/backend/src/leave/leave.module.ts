import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LeaveRequest } from '../entities/leave-request.entity';
import { LeaveType } from '../entities/leave-type.entity';
import { Leave } from '../entities/leave.entity';
import { LeaveRequestsController } from './leave-requests.controller';
import { LeaveRequestsService } from './leave-requests.service';
import { LeaveController } from './leave.controller';
import { LeaveService } from './leave.service';

@Module({
  imports: [TypeOrmModule.forFeature([Leave, LeaveType, LeaveRequest])],
  controllers: [LeaveController, LeaveRequestsController],
  providers: [LeaveService, LeaveRequestsService],
  exports: [LeaveService, LeaveRequestsService],
})
export class LeaveModule {}
