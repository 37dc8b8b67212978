import { Controller, Get, Param, Query, Request, UseGuards } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { JwtAuthGuard } from '../auth/guards/jwt-auth.guard';
import { ProductsService } from './products.service';

@Controller('products')
export class ProductsController {
  constructor(private readonly productsService: ProductsService) {}

  // 🛒 open: the app shows the catalogue before the login
  @Get()
  async findAll(@Query('clientId') clientId?: string) {
    return this.productsService.findAll(clientId ? +clientId : undefined);
  }

  @Get('user')
  @UseGuards(JwtAuthGuard)
  async findForUser(@Request() req) {
    return this.productsService.findByCountry(req.user.countryId);
  }

  @Get(':id')
  async findOne(@Param('id') id: string) {
    return this.productsService.findOne(+id);
  }
}

// 🩺 The second class of this name: the other one is config/health.controller.ts, on the same prefix.
@Controller('health')
export class HealthController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly productsService: ProductsService,
  ) {}

  @Get('products')
  async productsHealthCheck() {
    try {
      await this.dataSource.query('SELECT 1 as test');
      return { status: 'healthy', ...(await this.productsService.getCatalogueSize()) };
    } catch (error) {
      return { status: 'unhealthy', error: error.message };
    }
  }
}