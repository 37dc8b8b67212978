import { CanActivate, ExecutionContext, Injectable } from '@nestjs/common';

@Injectable()
export class JwtAuthGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const header: string = context.switchToHttp().getRequest().headers.authorization ?? '';
    return header.startsWith('Bearer ');
  }
}
