export { ShipmentBooked } from './lib/messages';
export { ShipmentsModule } from './lib/shipments.module';
