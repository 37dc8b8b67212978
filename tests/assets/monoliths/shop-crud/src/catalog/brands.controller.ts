import { Body, Controller, Param, ParseIntPipe, Patch, UseGuards } from '@nestjs/common';
import { CrudController } from '@common';
import { RolesGuard } from '@common/guards/roles.guard';
import { BrandsService } from './brands.service';
import { Brand } from './entities/brand.entity';

@Controller('brands')
export class BrandsController extends CrudController<Brand> {
  constructor(private readonly brands: BrandsService) {
    super(brands);
  }

  @UseGuards(RolesGuard)
  @Patch(':id/country')
  move(@Param('id', ParseIntPipe) id: number, @Body('code') code: string) {
    return this.brands.move(id, code);
  }
}
