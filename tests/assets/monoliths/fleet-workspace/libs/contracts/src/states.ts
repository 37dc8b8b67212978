export enum VehicleStatus {
  Idle = 'idle',
  OnTrip = 'on-trip',
  InWorkshop = 'in-workshop',
}

export enum TripState {
  Planned = 'planned',
  Running = 'running',
  Finished = 'finished',
}
