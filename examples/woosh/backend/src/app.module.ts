import { Module } from '@nestjs/common';
import { ConfigModule, ConfigService } from '@nestjs/config';
import { APP_GUARD } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { PassportModule } from '@nestjs/passport';
import { ScheduleModule } from '@nestjs/schedule';
import { ThrottlerGuard, ThrottlerModule } from '@nestjs/throttler';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AnalyticsModule } from './analytics/analytics.module';
import { AssetRequestsModule } from './asset-requests/asset-requests.module';
import { AuthModule } from './auth/auth.module';
import { AutoClockoutModule } from './auto-clockout/auto-clockout.module';
import { CheckinModule } from './checkin/checkin.module';
import { ClientAssignmentModule } from './client-assignment/client-assignment.module';
import { ClientStockModule } from './client-stock/client-stock.module';
import { ClientsModule } from './clients/clients.module';
import { ClockInOutModule } from './clock-in-out/clock-in-out.module';
import { CloudinaryModule } from './cloudinary/cloudinary.module';
import { DatabaseConnectionService } from './config/database-connection.service';
import { DatabaseHealthService } from './config/database-health.service';
import { getDatabaseConfig } from './config/database.config';
import { HealthController } from './config/health.controller';
import { PerformanceMonitorService } from './config/performance-monitor.service';
import { ExcelImportModule } from './excel-import/excel-import.module';
import { JourneyPlansModule } from './journey-plans/journey-plans.module';
import { LeaveModule } from './leave/leave.module';
import { NoticeBoardModule } from './notice-board/notice-board.module';
import { NoticesModule } from './notices/notices.module';
import { OrdersModule } from './orders/orders.module';
import { OutletQuantityTransactionsModule } from './outlet-quantity-transactions/outlet-quantity-transactions.module';
import { OutletQuantityModule } from './outlet-quantity/outlet-quantity.module';
import { PaymentsModule } from './payments/payments.module';
import { ProductsModule } from './products/products.module';
import { ProfileModule } from './profile/profile.module';
import { ReportsModule } from './reports/reports.module';
import { RolesModule } from './roles/roles.module';
import { RoutesModule } from './routes/routes.module';
import { SampleRequestsModule } from './sample-requests/sample-requests.module';
import { TargetsModule } from './targets/targets.module';
import { TasksModule } from './tasks/tasks.module';
import { UpliftSalesModule } from './uplift-sales/uplift-sales.module';
import { UploadsModule } from './uploads/uploads.module';
import { UsersModule } from './users/users.module';
import { VersionModule } from './version/version.module';

@Module({
  imports: [
    ConfigModule.forRoot({ isGlobal: true }),
    ThrottlerModule.forRoot([{ ttl: 1000, limit: 1000 }]),
    TypeOrmModule.forRootAsync({
      imports: [ConfigModule],
      inject: [ConfigService],
      useFactory: getDatabaseConfig,
    }),
    JwtModule.registerAsync({
      imports: [ConfigModule],
      inject: [ConfigService],
      useFactory: (config: ConfigService) => ({
        secret: config.get<string>('JWT_SECRET'),
        signOptions: { expiresIn: config.get<string>('JWT_EXPIRES_IN', '9h') },
      }),
    }),
    PassportModule,
    ScheduleModule.forRoot(),
    UsersModule,
    RolesModule,
    AuthModule,
    ProfileModule,
    ClientsModule,
    ClientAssignmentModule,
    ClientStockModule,
    OutletQuantityModule,
    OutletQuantityTransactionsModule,
    ProductsModule,
    OrdersModule,
    PaymentsModule,
    SampleRequestsModule,
    JourneyPlansModule,
    TargetsModule,
    UpliftSalesModule,
    ClockInOutModule,
    AutoClockoutModule,
    LeaveModule,
    TasksModule,
    NoticesModule,
    NoticeBoardModule,
    AssetRequestsModule,
    RoutesModule,
    AnalyticsModule,
    ReportsModule,
    CheckinModule,
    ExcelImportModule,
    UploadsModule,
    CloudinaryModule,
    VersionModule,
  ],
  controllers: [HealthController],
  providers: [
    DatabaseHealthService,
    DatabaseConnectionService,
    PerformanceMonitorService,
    { provide: APP_GUARD, useClass: ThrottlerGuard },
  ],
})
export class AppModule {}
