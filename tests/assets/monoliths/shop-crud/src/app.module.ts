import { Module } from '@nestjs/common';
import { ConfigModule, ConfigService } from '@nestjs/config';
import { APP_GUARD } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '@app/audit/audit.module';
import { AuthModule } from '@app/auth/auth.module';
import { CatalogModule } from '@app/catalog';
import { AccountsModule } from '@app/customers';
import { OrdersModule } from '@app/orders/orders.module';
import { PaymentsModule } from '@app/payments/payments.module';
import { PromotionsModule } from '@app/promotions/promotions.module';
import Feedback from '@app/reviews';
import { StaffModule } from '@app/staff/staff.module';
import { JwtAuthGuard } from '@common/guards/jwt-auth.guard';
import { HealthController } from './health.controller';

const features = [CatalogModule, AccountsModule, OrdersModule, PaymentsModule];

@Module({
  imports: [
    ConfigModule.forRoot({ isGlobal: true }),
    JwtModule.register({ global: true, secret: process.env.JWT_SECRET ?? 'only for development' }),
    TypeOrmModule.forRootAsync({
      inject: [ConfigService],
      useFactory: (config: ConfigService) => ({
        type: 'mysql' as const,
        host: config.get<string>('DB_HOST', 'localhost'),
        port: Number(config.get('DB_PORT', 3306)),
        username: config.get<string>('DB_USERNAME'),
        password: config.get<string>('DB_PASSWORD'),
        database: config.get<string>('DB_DATABASE'),
        autoLoadEntities: true,
      }),
    }),
    ...features,
    AuditModule,
    AuthModule,
    PromotionsModule,
    Feedback,
    StaffModule,
  ],
  controllers: [HealthController],
  providers: [{ provide: APP_GUARD, useClass: JwtAuthGuard }],
})
export class AppModule {}
