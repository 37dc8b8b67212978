const FLEET = 'fleet';

export const FleetEvents = {
  TripDispatched: `${FLEET}.trip.dispatched`,
  VehicleRetired: 'fleet.vehicle.retired',
} as const;

export class TripDispatched {
  constructor(
    readonly tripId: number,
    readonly vehicleId: number,
  ) {}
}
