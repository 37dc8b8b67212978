import { DataAccessModule } from '@fleet/data-access';
import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { AuditEntry } from './audit-entry.entity';
import { AuditInterceptor } from './audit.interceptor';

@Module({
  imports: [DataAccessModule.forFeature(AuditEntry)],
  providers: [{ provide: APP_INTERCEPTOR, useClass: AuditInterceptor }],
})
export class AuditModule {}
