import { CallHandler, ExecutionContext, Injectable, Module, NestInterceptor } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { tap } from 'rxjs';
import { Db } from '../db/db';
export function Audited(what: string): MethodDecorator {
  return (_t, _k, d: any) => {
    const original = d.value;
    d.value = async function (this: { db: Db }, ...args: unknown[]) {
      const result = await original.apply(this, args);
      await this.db.insert('audit_log', { what }); //= audit: write audit_log
      return result;
    };
  };
}
@Injectable() export class AuditInterceptor implements NestInterceptor {
  constructor(private readonly db: Db) {}
  intercept(context: ExecutionContext, next: CallHandler) {
    return next.handle().pipe(tap(() => this.db.insert('audit_log', { what: context.getHandler().name }))); //= audit: write audit_log
  }
}
@Module({ providers: [{ provide: APP_INTERCEPTOR, useClass: AuditInterceptor }] }) export class AuditModule {}
