import { Controller, Get, Param, ParseIntPipe } from '@nestjs/common';
import { MembersService } from './members.service';

@Controller('members')
export class MembersController {
  constructor(private readonly members: MembersService) {}

  @Get('debts')
  debts() {
    return this.members.debts();
  }

  @Get(':id/history')
  history(@Param('id', ParseIntPipe) id: number) {
    return this.members.history(id);
  }
}
