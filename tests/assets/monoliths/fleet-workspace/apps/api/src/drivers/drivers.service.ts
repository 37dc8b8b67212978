import { Driver, DriverRepository } from '@fleet/data-access';
import { forwardRef, Inject, Injectable, NotFoundException } from '@nestjs/common';
import { InjectEntityManager } from '@nestjs/typeorm';
import { EntityManager } from 'typeorm';
import { AssignmentsService } from '../assignments/assignments.service';

@Injectable()
export class DriversService {
  constructor(
    private readonly repository: DriverRepository,
    @InjectEntityManager() private readonly manager: EntityManager,
    @Inject(forwardRef(() => AssignmentsService)) private readonly assignments: AssignmentsService,
  ) {}

  async profile(id: number) {
    const driver = await this.repository.withLicences(id);
    if (driver === null) throw new NotFoundException();
    return { driver, openTrips: await this.assignments.openTripsOf(driver.id) };
  }

  async suspend(id: number, reason: string): Promise<void> {
    await this.manager.update(Driver, { id }, { active: false });
    await this.assignments.releaseTripsOf(id, reason);
  }

  canDrive(id: number): Promise<boolean> {
    return this.repository.isActive(id);
  }
}
