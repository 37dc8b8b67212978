import { Module } from '@nestjs/common';
import { AdminController } from './admin.controller';
import { ReportsModule } from './reports/reports.module';
import { UsersModule } from './users/users.module';

@Module({ imports: [ReportsModule, UsersModule], controllers: [AdminController] })
export class AdminModule {}
