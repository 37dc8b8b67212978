import { forwardRef, Module } from '@nestjs/common';
import { DriversModule } from '../drivers/drivers.module';
import { AssignmentsService } from './assignments.service';

@Module({
  imports: [forwardRef(() => DriversModule)],
  providers: [AssignmentsService],
  exports: [AssignmentsService],
})
export class AssignmentsModule {}
