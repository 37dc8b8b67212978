import { createParamDecorator, ExecutionContext, SetMetadata } from '@nestjs/common';
import type { Request } from 'express';
import type { RoleName } from '../states';

export const IS_PUBLIC = 'isPublic';
export const ROLES = Symbol('ROLES');

export const Public = () => SetMetadata(IS_PUBLIC, true);
export const Roles = (...roles: RoleName[]) => SetMetadata(ROLES, roles);

export interface Principal {
  id: number;
  role: RoleName;
}

export const CurrentUser = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<Request & { user: Principal }>().user,
);
