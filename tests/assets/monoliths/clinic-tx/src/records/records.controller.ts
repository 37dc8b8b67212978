import { Body, Controller, Get, Param, ParseIntPipe, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { CreateRecordCommand, RecordsOfQuery } from './create-record.command';

@Controller('patients/:patientId/records')
export class RecordsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  create(@Param('patientId', ParseIntPipe) patientId: number, @Body('finding') finding: string) {
    return this.commands.execute(new CreateRecordCommand(patientId, finding));
  }

  @Get()
  list(@Param('patientId', ParseIntPipe) patientId: number) {
    return this.queries.execute(new RecordsOfQuery(patientId));
  }
}
