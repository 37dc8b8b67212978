import { Controller, Get, Param, ParseIntPipe, UseGuards } from '@nestjs/common';
import { JwtAuthGuard } from '../auth/guards/jwt-auth.guard';
import { RoutesService } from './routes.service';

@Controller('routes')
@UseGuards(JwtAuthGuard)
export class RoutesController {
  constructor(private readonly routesService: RoutesService) {}

  @Get()
  async findAll() {
    return this.routesService.findAll();
  }

  @Get('active')
  async findActive() {
    return this.routesService.findActive();
  }

  @Get(':id')
  async findOne(@Param('id', ParseIntPipe) id: number) {
    return this.routesService.findOne(id);
  }

  @Get('region/:regionId')
  async findByRegion(@Param('regionId', ParseIntPipe) regionId: number) {
    return this.routesService.findByRegion(regionId);
  }

  @Get('country/:countryId')
  async findByCountry(@Param('countryId', ParseIntPipe) countryId: number) {
    return this.routesService.findByCountry(countryId);
  }

  // 🧭 leaders are managers, not reps
  @Get('leader/:leaderId')
  async findByLeader(@Param('leaderId', ParseIntPipe) leaderId: number) {
    return this.routesService.findByLeader(leaderId);
  }
}