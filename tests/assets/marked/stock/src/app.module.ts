import { Module } from '@nestjs/common';
import { DbModule } from './db/db';
import { AuditModule } from './audit/audit.module';
import { ImportsModule } from './imports/imports.module';
import { JobsModule } from './jobs/jobs.module';
import { LegacyModule } from './legacy/legacy.module';
import { PeopleModule } from './people/people.module';
import { SalesModule } from './sales/sales.module';
import { SearchModule } from './search/search.module';
import { StatsModule } from './stats/stats.module';
import { StockModule } from './stock/stock.module';
@Module({ imports: [DbModule, StockModule, SalesModule, PeopleModule, AuditModule, ImportsModule, StatsModule, SearchModule, JobsModule, LegacyModule] })
export class AppModule {}
