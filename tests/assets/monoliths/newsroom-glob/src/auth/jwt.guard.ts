import { ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';

const OPEN = 'open';
export const Open = () => SetMetadata(OPEN, true);
export const Only = Reflector.createDecorator<'author' | 'reader'>();

@Injectable()
export class JwtGuard extends AuthGuard('jwt') {
  constructor(private readonly reflector: Reflector) {
    super();
  }

  override canActivate(context: ExecutionContext) {
    if (this.reflector.getAllAndOverride(OPEN, [context.getHandler(), context.getClass()])) return true;
    return super.canActivate(context);
  }

  override handleRequest<T extends { kind: string }>(error: unknown, user: T | false, info: unknown, context: ExecutionContext): T {
    const allowed = super.handleRequest(error, user, info, context) as T;
    const only = this.reflector.get(Only, context.getHandler());
    return only && allowed.kind !== only ? super.handleRequest(error, false, info, context) : allowed;
  }
}
