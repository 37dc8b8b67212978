import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { FleetService } from './fleet.service';

@Controller({ path: 'fleet', version: '1' })
export class FleetController {
  constructor(private readonly fleet: FleetService) {}

  @Get('vessels')
  loads() {
    return this.fleet.loads();
  }

  @Post('vessels')
  launch(@Body() body: { name: string; ports: number[] }) {
    return this.fleet.launch(body.name, body.ports);
  }

  @Get('ports/:id/terminals')
  terminals(@Param('id') id: number) {
    return this.fleet.terminals(id);
  }

  @Put('ports/:id/vessels/:vessel')
  call(@Param('id') id: number, @Param('vessel') vessel: number) {
    return this.fleet.call(id, vessel);
  }
}
