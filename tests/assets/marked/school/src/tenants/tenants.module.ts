import { Inject, Injectable, Module, Scope } from '@nestjs/common';
import { REQUEST } from '@nestjs/core';
import { DataSource, Repository } from 'typeorm';
import { Course, Grade } from '../core/entities';
const SOURCES = new Map<string, DataSource>();
export async function sourceOf(tenant: string): Promise<DataSource> {
  let source = SOURCES.get(tenant);
  if (!source) { source = await new DataSource({ type: 'mysql', database: tenant }).initialize(); SOURCES.set(tenant, source); }
  return source;
}
@Injectable({ scope: Scope.REQUEST }) export class Tenant {
  constructor(@Inject(REQUEST) private readonly request: any) {}
  source() { return sourceOf(this.request.headers['x-tenant']); }
  async repository<T>(cls: new () => T): Promise<Repository<any>> { return (await this.source()).getRepository(cls as any); }
}
@Injectable() export class TenantReport {
  constructor(private readonly tenant: Tenant) {}
  async counts() {
    const out: Record<string, number> = {};
    for (const cls of [Course, Grade]) out[cls.name] = await (await this.tenant.repository(cls as any)).count(); //= tenants: read course, read grade
    return out;
  }
  async drop() { await (await this.tenant.source()).createQueryBuilder().delete().from(Grade).where('mark = 0').execute(); } //= tenants: write grade
}
@Module({ providers: [Tenant, TenantReport] }) export class TenantsModule {}
