import { CallHandler, ExecutionContext, Injectable, NestInterceptor } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { from, Observable } from 'rxjs';
import { concatMap, map } from 'rxjs/operators';
import { Repository } from 'typeorm';
import { AuditEntry } from './audit-entry.entity';

@Injectable()
export class AuditInterceptor implements NestInterceptor {
  constructor(@InjectRepository(AuditEntry) private readonly trail: Repository<AuditEntry>) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { method, url } = context.switchToHttp().getRequest();
    return next
      .handle()
      .pipe(
        concatMap((answer) => from(this.trail.insert({ httpMethod: method, requestPath: url })).pipe(map(() => answer))),
      );
  }
}
