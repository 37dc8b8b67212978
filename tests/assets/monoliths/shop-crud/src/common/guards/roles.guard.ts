import { CanActivate, ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';

@Injectable()
export class RolesGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const wanted = this.reflector.get<string[]>('roles', context.getHandler()) ?? [];
    const role: string | undefined = context.switchToHttp().getRequest().user?.role;
    return wanted.length === 0 || (role !== undefined && wanted.includes(role));
  }
}
