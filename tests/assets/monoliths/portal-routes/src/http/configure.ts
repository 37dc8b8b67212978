import { INestApplication, RequestMethod, VersioningType } from '@nestjs/common';
import { MaintenanceGuard } from '../auth/maintenance.guard';
import { API_PREFIX, Segment } from './paths';

/** Everything that changes what a client has to send; the end-to-end tests call it as well. */
export function configure(app: INestApplication): void {
  app
    .setGlobalPrefix(API_PREFIX, {
      exclude: ['health', { path: `${Segment.Hooks}/:provider`, method: RequestMethod.POST }],
    })
    .enableVersioning({ type: VersioningType.URI, defaultVersion: '1' });
  app.useGlobalGuards(new MaintenanceGuard());
}
