export { DriverRepository } from './driver.repository';
export { TripRepository } from './trip.repository';
export { default as VehicleRepository } from './vehicle.repository';
