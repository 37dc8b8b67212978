import { CanActivate, ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';

const OPEN = 'open-to-all';
export const Public = () => SetMetadata(OPEN, true);

@Injectable()
export class SessionGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    if (this.reflector.getAllAndOverride<boolean>(OPEN, [context.getHandler(), context.getClass()])) {
      return true;
    }
    return Boolean(context.switchToHttp().getRequest().headers.authorization);
  }
}
