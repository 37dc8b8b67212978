import { Container } from './lib/container.entity';
import { Port } from './lib/port.entity';
import { Seal } from './lib/seal.entity';
import { ShipmentSummary } from './lib/shipment-summary.view';
import { Shipment } from './lib/shipment.entity';
import { Vessel } from './lib/vessel.entity';

export { Trail } from './lib/trail.entity';
export { Container, Port, Seal, Shipment, ShipmentSummary, Vessel };
export const entities = [Container, Port, Seal, Shipment, ShipmentSummary, Vessel];
