import { FleetEvents } from '@fleet/contracts';
import { FuelCard, Vehicle, VehicleRepository } from '@fleet/data-access';
import { TelemetryService } from '@fleet/telemetry';
import { Injectable, NotFoundException } from '@nestjs/common';
import { EventEmitter2 } from '@nestjs/event-emitter';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';

@Injectable()
export class VehiclesService {
  constructor(
    private readonly aggregate: VehicleRepository,
    @InjectRepository(FuelCard) private readonly cards: Repository<FuelCard>,
    private readonly emitter: EventEmitter2,
    private readonly telemetry: TelemetryService,
  ) {}

  async list(skip: number) {
    const [rows, total] = await this.aggregate.page(skip);
    return { rows, total };
  }

  idle(depotId: number): Promise<Vehicle[]> {
    return this.aggregate.idleAt(depotId);
  }

  async one(id: number): Promise<Vehicle> {
    const found = await this.aggregate.byId(id);
    if (!found) {
      throw new NotFoundException(`Vehicle ${id} is not in the fleet`);
    }
    return found;
  }

  async drive(id: number, km: number): Promise<void> {
    await this.aggregate.addKilometres(id, km);
    this.telemetry.count('vehicles.km', km);
  }

  async retire(id: number): Promise<void> {
    const { id: vehicleId } = await this.one(id);
    await this.cards.delete({ vehicle: { id: vehicleId } });
    this.emitter.emit(FleetEvents.VehicleRetired, { vehicleId });
  }
}
