import { Module } from '@nestjs/common';
import { ConfigModule, ConfigService } from '@nestjs/config';
import { JwtModule } from '@nestjs/jwt';
import { PassportModule } from '@nestjs/passport';
import { ThrottlerModule } from '@nestjs/throttler';
import { TypeOrmModule } from '@nestjs/typeorm';
import { SalesRep } from '../entities/sales-rep.entity';
import { RolesModule } from '../roles/roles.module';
import { UsersModule } from '../users/users.module';
import { AuthController } from './auth.controller';
import { AuthService } from './auth.service';
import { JwtStrategy } from './strategies/jwt.strategy';
import { LocalStrategy } from './strategies/local.strategy';

@Module({
  imports: [
    TypeOrmModule.forFeature([SalesRep]),
    UsersModule,
    RolesModule,
    PassportModule,
    // Meant for the routes of this module; ThrottlerModule is global, so the whole app gets it.
    ThrottlerModule.forRoot([
      { ttl: 15 * 60 * 1000, limit: Number(process.env.AUTH_THROTTLE_LIMIT ?? 5) },
    ]),
    JwtModule.registerAsync({
      imports: [ConfigModule],
      useFactory: async (configService: ConfigService) => ({
        secret: configService.get<string>('JWT_SECRET') || 'dev-only-change-me',
        signOptions: { expiresIn: configService.get<string>('JWT_EXPIRES_IN') || '9h' },
      }),
      inject: [ConfigService],
    }),
  ],
  controllers: [AuthController],
  providers: [AuthService, JwtStrategy, LocalStrategy],
  exports: [AuthService],
})
export class AuthModule {}
