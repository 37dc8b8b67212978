import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ClientAssignment } from '../entities/client-assignment.entity';
import { Clients } from '../entities/clients.entity';
import { ClientAssignmentService } from './client-assignment.service';
import { ClientAssignmentCacheService } from './client-assignment-cache.service';

@Module({
  imports: [TypeOrmModule.forFeature([ClientAssignment, Clients])],
  providers: [ClientAssignmentService, ClientAssignmentCacheService],
  exports: [ClientAssignmentService, ClientAssignmentCacheService],
})
export class ClientAssignmentModule {}