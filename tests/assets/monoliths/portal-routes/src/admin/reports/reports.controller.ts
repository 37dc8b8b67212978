import { Controller, Get, Param, UseGuards } from '@nestjs/common';
import { RolesGuard } from '../../auth/roles.guard';
import { Secured } from '../../auth/secured.decorator';

@UseGuards(RolesGuard)
@Controller('monthly')
export class ReportsController {
  @Get(':year/:month')
  month(@Param('year') year: string, @Param('month') month: string) {
    return { year, month };
  }

  @Secured('auditor')
  @Get('totals')
  totals() {
    return {};
  }
}
