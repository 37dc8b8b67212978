export { FleetModule } from './lib/fleet.module';
export { FleetService } from './lib/fleet.service';
