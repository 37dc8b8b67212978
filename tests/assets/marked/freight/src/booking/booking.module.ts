import { Body, Controller, Get, Module, Param, Post, Put, Version } from '@nestjs/common';
import { CommandBus, CqrsModule, QueryBus } from '@nestjs/cqrs';
import { CarriersModule } from '../carriers/carriers.module';
import { FindBooking, FindBookingHandler, MoveLeg, MoveLegHandler, OpenBooking, OpenBookingHandler } from './app/commands';
import { Bookings } from './domain/booking';
import { SqlBookings } from './infra/store';
@Controller('bookings') export class BookingController {
  constructor(private readonly commands: CommandBus, private readonly queries: QueryBus) {}
  @Post() open(@Body() dto: any) { return this.commands.execute(new OpenBooking(dto.id, dto.carrier, dto.ports)); } //route POST /v/v1/bookings
  @Put('legs/:leg') @Version('2') move(@Param('leg') leg: string, @Body() dto: any) { return this.commands.execute(new MoveLeg(leg, dto.port)); } //route PUT /v/v2/bookings/legs/:leg
  @Get(':id') one(@Param('id') id: string) { return this.queries.execute(new FindBooking(id)); } //route GET /v/v1/bookings/:id
}
@Module({
  imports: [CqrsModule, CarriersModule],
  controllers: [BookingController],
  providers: [OpenBookingHandler, MoveLegHandler, FindBookingHandler, { provide: Bookings, useClass: SqlBookings }],
  exports: [Bookings],
})
export class BookingModule {}
