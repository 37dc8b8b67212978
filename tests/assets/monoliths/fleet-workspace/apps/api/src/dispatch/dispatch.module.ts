import { Module } from '@nestjs/common';
import { AssignmentsModule } from '../assignments/assignments.module';
import { NotificationsModule } from '../notifications/notifications.module';
import { DispatchController } from './dispatch.controller';
import { DispatchService } from './dispatch.service';
import { TripWatch } from './trip-watch';

@Module({
  imports: [AssignmentsModule, NotificationsModule],
  controllers: [DispatchController],
  providers: [DispatchService, TripWatch],
})
export class DispatchModule {}
