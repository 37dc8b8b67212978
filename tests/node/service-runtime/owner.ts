// The service that is called: an application that turns away whatever reaches its own guards, pipes and filters.

import {
  ArgumentsHost,
  CanActivate,
  Catch,
  Controller,
  ConflictException,
  ExceptionFilter,
  Get,
  Global,
  HttpException,
  Inject,
  Injectable,
  Module,
  NotFoundException,
  Scope,
  ValidationPipe,
  VersioningType,
} from '@nestjs/common';
import { APP_GUARD, REQUEST } from '@nestjs/core';
import { QueryFailedError } from 'typeorm';
import { createApp } from './platform';
import { ServiceRuntimeModule, traceHeaders } from './runtime';
import { CLASSES, Money, OutOfStock, User } from './shared';

@Injectable()
export class ProbeService {
  private count = 0;

  async echo(...values: unknown[]): Promise<unknown> {
    return values.length === 1 ? values[0] : values;
  }
  async kinds(value: any): Promise<string> {
    return Object.prototype.toString.call(value) + (value?.constructor?.name ?? '');
  }
  async user(): Promise<User> {
    const money = Object.assign(new Money(), { amount: 5 });
    return Object.assign(new User(), { id: 1, name: 'Ann', password: 'x', balance: money });
  }
  async describe(user: User): Promise<string> {
    return `${user instanceof User} ${user.initial} ${user.balance?.text}`;
  }
  async nothing(): Promise<void> {}
  sync(): number {
    return 1;
  }
  async fail(kind: string): Promise<never> {
    switch (kind) {
      case 'not-found':
        throw new NotFoundException('no such user');
      case 'conflict':
        throw new ConflictException({ message: ['a', 'b'], field: 'email', at: new Date(0) });
      case 'teapot':
        throw new HttpException('short and stout', 418);
      case 'custom':
        throw new OutOfStock('tea');
      case 'type':
        throw new TypeError('bad type');
      case 'coded':
        throw Object.assign(new Error('busy'), { code: 'EBUSY', retry: () => 1, self: process });
      case 'query': {
        const driver = Object.assign(new Error('Duplicate entry'), {
          code: 'ER_DUP_ENTRY',
          errno: 1062,
          sqlState: '23000',
          sqlMessage: 'Duplicate entry',
        });
        throw new QueryFailedError('INSERT', [1, Buffer.from('x')], driver);
      }
      case 'text':
        throw 'only text';
      default:
        throw new Error('plain');
    }
  }
  async stream(): Promise<unknown> {
    return { rows: [1, { file: process.stdin }] };
  }
  async sleep(milliseconds: number): Promise<string> {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    return 'slept';
  }
  async counted(): Promise<number> {
    return ++this.count;
  }
  async trace(): Promise<unknown> {
    await this.sleep(1);
    return traceHeaders();
  }
  async unlisted(): Promise<string> {
    return 'must not be called';
  }
}

@Injectable({ scope: Scope.REQUEST })
export class ScopedService {
  private calls = 0;
  constructor(@Inject(REQUEST) private readonly request: any) {}
  async who(): Promise<unknown[]> {
    return [++this.calls, this.request.headers['x-request-id'] ?? null];
  }
}

@Injectable()
export class NeedsScopedService {
  constructor(private readonly scoped: ScopedService) {}
  async who(): Promise<unknown[]> {
    return this.scoped.who();
  }
}

@Injectable()
class DenyAll implements CanActivate {
  canActivate(): boolean {
    return false;
  }
}

@Catch()
class HideEverything implements ExceptionFilter {
  catch(_error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse();
    (response.raw ?? response).statusCode = 418;
    (response.raw ?? response).end('{"filtered":true}');
  }
}

@Controller('things')
class ThingsController {
  @Get()
  all(): string {
    return 'things';
  }
}

/** Not exported: what is asked by token needs no export. */
@Module({
  providers: [ProbeService, ScopedService, NeedsScopedService, { provide: 'TOKEN', useExisting: ProbeService }],
})
class ProbeModule {}

@Global()
@Module({
  imports: [
    ProbeModule,
    ServiceRuntimeModule.forService({
      service: 'the-owner',
      endpoints: {
        ProbeService: {
          token: ProbeService,
          methods: 'echo kinds user describe nothing sync fail stream sleep counted trace'.split(' '),
        },
        ScopedService: { token: ScopedService, methods: ['who'] },
        NeedsScopedService: { token: NeedsScopedService, methods: ['who'] },
        ByToken: { token: 'TOKEN', methods: ['echo'] },
      },
      readOnly: [],
      owners: {},
      jobs: [],
      classes: CLASSES,
    }),
  ],
  controllers: [ThingsController],
  providers: [{ provide: APP_GUARD, useClass: DenyAll }],
})
class OwnerModule {}

async function main(): Promise<void> {
  const app = await createApp(OwnerModule);
  app.setGlobalPrefix('api/v2');
  app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' });
  app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true }));
  app.useGlobalFilters(new HideEverything());
  app.enableShutdownHooks();
  await app.listen(0, '127.0.0.1');
  process.send?.({ port: app.getHttpServer().address().port });
}

void main();
