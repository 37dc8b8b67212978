import { Body, Controller, Get, Param, ParseIntPipe, Post } from '@nestjs/common';
import { Auth } from '@common/decorators/auth.decorator';
import { PaymentsService } from './payments.service';

@Auth('accountant')
@Controller('payments')
export class PaymentsController {
  constructor(private readonly payments: PaymentsService) {}

  @Get()
  statement() {
    return this.payments.statement();
  }

  @Post('card/:orderId')
  byCard(@Param('orderId', ParseIntPipe) orderId: number, @Body() body: { amount: string; lastDigits: string }) {
    return this.payments.payByCard(orderId, body.amount, body.lastDigits);
  }
}
