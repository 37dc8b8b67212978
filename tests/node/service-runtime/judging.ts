// A service that judges sessions: by a passport strategy that keeps a list, or by a guard of its own (GUARD=own).

import 'reflect-metadata';
import {
  CanActivate, Controller, ExecutionContext, ForbiddenException, Get, Injectable, Module, Post, SetMetadata, UnauthorizedException,
  UseGuards,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-jwt';
import { createApp } from './platform';
import { ServiceRuntimeModule } from './runtime';

@Injectable()
class Ended {
  readonly tokens = new Set<string>();
}

function tokenOf(request: any): string {
  // `get` is Express's own: a bare request of Node has none.
  const header = process.env.ADAPTER === 'fastify' ? request.headers.authorization : request.get('authorization');
  return String(header ?? request.cookies?.token ?? '').replace('Bearer ', '');
}

function judge(ended: Ended, token: string): void {
  if (token === 'broken') {
    throw new Error('the database is away');
  }
  if (token === '' || ended.tokens.has(token)) {
    throw new UnauthorizedException();
  }
}

@Injectable()
class ListStrategy extends PassportStrategy(Strategy, 'list') {
  constructor(private readonly ended: Ended) {
    super({ jwtFromRequest: tokenOf, secretOrKey: 'x' } as any);
  }
  authenticate(request: any): void {
    try {
      judge(this.ended, tokenOf(request));
      (this as any).success({ id: 1 });
    } catch (error) {
      (this as any).error(error);
    }
  }
  validate(): object {
    return {};
  }
}

const Needs = (role: string) => SetMetadata('needs', role);

@Injectable()
class OwnGuard implements CanActivate {
  constructor(
    private readonly ended: Ended,
    private readonly reflector: Reflector,
  ) {}
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const token = tokenOf(context.switchToHttp().getRequest());
    judge(this.ended, token);
    if (token === 'poor' && this.reflector.get('needs', context.getHandler()) === 'admin') {
      throw new ForbiddenException();
    }
    return context.getClass() === HomeController;
  }
}

@Controller()
class HomeController {
  constructor(private readonly ended: Ended) {}

  @UseGuards(OwnGuard)
  @Needs('admin')
  @Get('home')
  home(): string {
    return 'home';
  }

  @Get('open/anything')
  open(): string {
    return 'open';
  }

  @Post('logout/:token')
  logout(): void {
    this.ended.tokens.add('gone');
  }
}

const own = { guard: OwnGuard, controller: HomeController, handler: 'home' };

@Module({
  imports: [
    ServiceRuntimeModule.forService({
      service: 'the-owner',
      endpoints: {},
      readOnly: [],
      owners: {},
      jobs: [],
      classes: [],
      ...(process.env.GUARD === 'none'
        ? {}
        : { session: process.env.GUARD === 'own' ? own : { guard: new (AuthGuard('list'))() } }),
    }),
  ],
  controllers: [HomeController],
  providers: [Ended, ListStrategy],
})
class JudgingModule {}

async function main(): Promise<void> {
  const app = await createApp(JudgingModule);
  const server = app.getHttpServer();
  server.on('upgrade', (_request: any, socket: any) => socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n'));
  await app.listen(0, '127.0.0.1');
  process.send?.({ port: server.address().port });
}

void main();
