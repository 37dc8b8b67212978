import { Body, Controller, Delete, Param, ParseIntPipe, Patch, Post } from '@nestjs/common';
import { AppointmentsService } from './appointments.service';

@Controller('appointments')
export class AppointmentsController {
  constructor(private readonly appointments: AppointmentsService) {}

  @Post()
  book(@Body() body: { slotId: number; patientId: number }) {
    return this.appointments.book(body.slotId, body.patientId);
  }

  @Patch(':id/slot/:slotId')
  move(@Param('id', ParseIntPipe) id: number, @Param('slotId', ParseIntPipe) slotId: number) {
    return this.appointments.move(id, slotId);
  }

  @Delete(':id')
  cancel(@Param('id', ParseIntPipe) id: number) {
    return this.appointments.cancel(id);
  }
}
