import { Depot } from './depot.entity';
import { DepotLoad } from './depot-load.view';
import { Driver } from './driver.entity';
import { FuelCard } from './fuel-card.entity';
import { LicenceClass } from './licence-class.entity';
import MaintenanceOrder from './maintenance-order.entity';
import { Trip } from './trip.entity';
import { TripStop } from './trip-stop.entity';
import { Vehicle } from './vehicle.entity';

export { Depot, DepotLoad, Driver, FuelCard, LicenceClass, MaintenanceOrder, Trip, TripStop, Vehicle };

export const ENTITIES = [
  Depot,
  DepotLoad,
  Driver,
  FuelCard,
  LicenceClass,
  MaintenanceOrder,
  Trip,
  TripStop,
  Vehicle,
] as const;
