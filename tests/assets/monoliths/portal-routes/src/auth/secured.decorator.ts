import { applyDecorators, SetMetadata, UseGuards } from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import { JwtAuthGuard } from './jwt-auth.guard';
import { ROLES, RolesGuard } from './roles.guard';

/** Signed in, and with one of these roles. */
export function Secured(...roles: string[]) {
  return applyDecorators(SetMetadata(ROLES, roles), UseGuards(JwtAuthGuard, RolesGuard), ApiBearerAuth());
}
