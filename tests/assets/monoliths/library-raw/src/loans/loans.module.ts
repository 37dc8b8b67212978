import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Loan } from './loan.entity';
import { LoansController } from './loans.controller';
import { LoansService } from './loans.service';
import { Reservation } from './reservation.entity';

@Module({
  imports: [TypeOrmModule.forFeature([Loan, Reservation])],
  controllers: [LoansController],
  providers: [LoansService],
})
export class LoansModule {}
