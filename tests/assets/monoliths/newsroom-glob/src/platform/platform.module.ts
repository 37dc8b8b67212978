import { ArgumentsHost, CallHandler, Catch, Controller, ExecutionContext, Get, HttpException, HttpStatus, Injectable, Module, NestInterceptor, ValidationPipe } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE, BaseExceptionFilter } from '@nestjs/core';
import type { Response } from 'express';
import { map, Observable } from 'rxjs';
import { Open } from '../auth/jwt.guard';

/** Every answer in an envelope. */
@Injectable()
export class EnvelopeInterceptor implements NestInterceptor {
  intercept(_: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(map((data: unknown) => ({ ok: true, data: data ?? null })));
  }
}

@Catch()
export class ErrorFilter extends BaseExceptionFilter {
  override catch(error: unknown, host: ArgumentsHost): void {
    const status = error instanceof HttpException ? error.getStatus() : HttpStatus.INTERNAL_SERVER_ERROR;
    const said = error instanceof HttpException ? error.getResponse() : { message: (error as Error).name };
    host.switchToHttp().getResponse<Response>().status(status).json({ ok: false, status, said });
  }
}

@Controller('ping')
export class PingController {
  @Open()
  @Get()
  ping(): string {
    return 'pong 🏓';
  }
}

@Module({
  controllers: [PingController],
  providers: [
    { provide: APP_FILTER, useClass: ErrorFilter },
    { provide: APP_INTERCEPTOR, useClass: EnvelopeInterceptor },
    { provide: APP_PIPE, useFactory: () => new ValidationPipe({ whitelist: true, transform: true }) },
  ],
})
export class PlatformModule {}
