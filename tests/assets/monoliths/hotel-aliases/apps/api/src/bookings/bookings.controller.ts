import { Body, Controller, Get, Post } from '@nestjs/common';
import { CurrentUser, type Principal, RequestContext, RoleName, Roles } from '@common';
import { BookingBody } from './bookings.dto';
import { BookingsService } from './bookings.service';

@Controller({ path: 'bookings', version: '1' })
export class BookingsController {
  constructor(private readonly bookings: BookingsService, private readonly context: RequestContext) {}

  @Roles(RoleName.Desk, RoleName.Manager)
  @Get()
  open() {
    return this.bookings.open();
  }

  @Roles(RoleName.Desk, RoleName.Manager)
  @Get('guests')
  guests() {
    return this.bookings.guests();
  }

  @Post()
  book(@CurrentUser() user: Principal, @Body() body: BookingBody) {
    return this.bookings.book(user.id, body, this.context.correlation);
  }
}
