import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LoginHistory } from '../entities/login-history.entity';
import { AutoClockoutController } from './auto-clockout.controller';
import { AutoClockoutService } from './auto-clockout.service';

@Module({
  imports: [TypeOrmModule.forFeature([LoginHistory])],
  controllers: [AutoClockoutController],
  providers: [AutoClockoutService],
  exports: [AutoClockoutService],
})
export class AutoClockoutModule {}
