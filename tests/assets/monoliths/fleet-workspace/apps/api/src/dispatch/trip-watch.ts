import { FleetEvents, TripDispatched } from '@fleet/contracts';
import { TripRepository } from '@fleet/data-access';
import { TelemetryService } from '@fleet/telemetry';
import { Injectable } from '@nestjs/common';
import { OnEvent } from '@nestjs/event-emitter';
import { Interval } from '@nestjs/schedule';

const MINUTE = 60_000;

@Injectable()
export class TripWatch {
  constructor(
    private readonly repository: TripRepository,
    private readonly telemetry: TelemetryService,
  ) {}

  @Interval('running-trips', MINUTE)
  async measure() {
    this.telemetry.count('trips.running', await this.repository.running());
  }

  @OnEvent(FleetEvents.TripDispatched, { async: true })
  onDispatched(event: TripDispatched) {
    this.telemetry.count(`trips.of.${event.vehicleId}`);
  }
}
