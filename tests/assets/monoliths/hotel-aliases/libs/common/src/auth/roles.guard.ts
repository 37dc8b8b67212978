import { CanActivate, ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { RoleName } from '../states';
import { Principal, ROLES } from './decorators';

@Injectable()
export class RolesGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const wanted = this.reflector.getAllAndOverride<RoleName[] | undefined>(ROLES, [context.getHandler(), context.getClass()]);
    if (!wanted?.length) return true;
    const { user } = context.switchToHttp().getRequest<{ user?: Principal }>();
    return user !== undefined && wanted.includes(user.role);
  }
}
