import { Body, Controller, Delete, Get, HttpCode, Param, ParseIntPipe, Post } from '@nestjs/common';
import { LoansService } from './loans.service';

@Controller('loans')
export class LoansController {
  constructor(private readonly loans: LoansService) {}

  @Get()
  list() {
    return this.loans.list();
  }

  @Post('reservations')
  reserve(@Body() body: { copyId: number; memberId: number }) {
    return this.loans.reserve(body.copyId, body.memberId);
  }

  @Delete(':id')
  @HttpCode(204)
  close(@Param('id', ParseIntPipe) id: number) {
    return this.loans.close(id);
  }
}
