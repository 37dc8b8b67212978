import { Body, Controller, Delete, Get, Post, Query } from '@nestjs/common';
import { PermissionsService } from './permissions.service';

@Controller('permissions')
export class PermissionsController {
  constructor(private readonly service: PermissionsService) {}

  @Get(':id')
  of(@Query() input: any) {
    return this.service.of(input);
  }

  @Post()
  grant(@Body() input: any) {
    return this.service.grant(input);
  }

  @Delete(':id')
  withdraw(@Body() input: any) {
    return this.service.withdraw(input);
  }
}
