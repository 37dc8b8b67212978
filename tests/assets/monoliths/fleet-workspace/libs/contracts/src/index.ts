export * from './events';
export { VehicleStatus, TripState as JourneyState } from './states';
export type { Notifier } from './notifier';
export { NOTIFIER } from './notifier';
