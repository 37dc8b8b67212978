import { Controller, Get, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RoleName, Roles } from '@common';
import * as entities from './entities';
import { ReportingService } from './reporting.service';

@Roles(RoleName.Manager)
@Controller('reports')
export class ReportingController {
  constructor(private readonly reporting: ReportingService) {}

  @Get('revenue')
  revenue() {
    return this.reporting.revenue();
  }

  @Get('occupancy')
  occupancy() {
    return this.reporting.occupancy();
  }
}

@Module({
  imports: [TypeOrmModule.forFeature(Object.values(entities))],
  controllers: [ReportingController],
  providers: [ReportingService],
})
export class ReportingModule {}
