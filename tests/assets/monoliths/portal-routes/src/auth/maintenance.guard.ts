import { CanActivate, ServiceUnavailableException } from '@nestjs/common';

export class MaintenanceGuard implements CanActivate {
  canActivate(): boolean {
    if (process.env.PORTAL_CLOSED) {
      throw new ServiceUnavailableException();
    }
    return true;
  }
}
