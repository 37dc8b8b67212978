import { Body, Controller, Delete, Get, HttpCode, Inject, Param, ParseIntPipe, Post, Query, Version } from '@nestjs/common';
import { CrudController, Money, Public, RoleName, Roles } from '@common';
import { IsInt, IsNumber, IsOptional, IsString } from 'class-validator';
import { AVAILABILITY } from './rooms.tokens';
import type { Availability } from './rooms.tokens';
import { Room } from './room.entity';
import { RoomsService } from './rooms.service';

class RoomBody {
  @IsString()
  number!: string;

  @IsInt()
  beds!: number;

  @IsNumber()
  rate!: number;

  @IsOptional()
  @IsString({ each: true })
  equipment?: string[];
}

@Controller('rooms')
export class RoomsController extends CrudController<Room, RoomsService> {
  constructor(service: RoomsService, @Inject(AVAILABILITY) private readonly availability: Availability) {
    super(service);
  }

  @Public()
  @Version(['1', '2'])
  @Get('free')
  free(@Query('from') from: string, @Query('to') to: string) {
    return this.availability.available(from, to);
  }

  @Roles(RoleName.Manager)
  @Post()
  add(@Body() { rate, ...body }: RoomBody) {
    return this.service.create({ ...body, rate: Money.of(rate) });
  }

  @Roles(RoleName.Manager)
  @HttpCode(204)
  @Delete(':id')
  drop(@Param('id', ParseIntPipe) id: number) {
    return this.service.remove(id);
  }
}
