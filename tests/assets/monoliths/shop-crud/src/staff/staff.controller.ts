import { Body, Controller, Delete, Get, Param, ParseIntPipe, Post } from '@nestjs/common';
import { StaffService } from './staff.service';

@Controller('staff')
export class StaffController {
  constructor(private readonly staff: StaffService) {}

  @Get()
  roster() {
    return this.staff.roster();
  }

  @Post()
  hire(@Body('email') email: string) {
    return this.staff.hire(email);
  }

  @Delete('shifts/:id')
  cancel(@Param('id', ParseIntPipe) id: number) {
    return this.staff.cancel(id);
  }
}
