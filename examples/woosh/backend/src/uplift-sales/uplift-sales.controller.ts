import { Body, Controller, Delete, Get, Param, Patch, Post, Put, Query, Request, UseGuards } from '@nestjs/common';
import { SkipThrottle } from '@nestjs/throttler';
import { JwtAuthGuard } from '../auth/guards/jwt-auth.guard';
import { CreateUpliftSaleDto, UpliftSalesService } from './uplift-sales.service';

@Controller('uplift-sales')
@UseGuards(JwtAuthGuard)
export class UpliftSalesController {
  constructor(private readonly upliftSalesService: UpliftSalesService) {}

  @Get()
  @SkipThrottle()
  async findAll(@Query() query: any) {
    return this.upliftSalesService.findAll(query);
  }

  @Get(':id')
  @SkipThrottle()
  async findOne(@Param('id') id: string) {
    const sale = await this.upliftSalesService.findOne(+id);
    return {
      ...sale,
      clientName: sale.client?.name,
      salesRepName: sale.user?.name,
      items: sale.upliftSaleItems.map((item) => ({
        productName: item.product.productName,
        quantity: item.quantity,
        total: Number(item.total),
      })),
    };
  }

  @Post()
  async create(@Body() dto: CreateUpliftSaleDto, @Request() req) {
    return this.upliftSalesService.create({ ...dto, userId: dto.userId || req.user.sub || req.user.id });
  }

  @Put(':id')
  async update(@Param('id') id: string, @Body() body: any) {
    return this.upliftSalesService.update(+id, body);
  }

  @Delete(':id')
  async remove(@Param('id') id: string) {
    await this.upliftSalesService.remove(+id);
    return { success: true };
  }

  // 🚫 not deleted, only marked
  @Post(':id/void')
  async voidSale(@Param('id') id: string, @Body() body: any, @Request() req) {
    return this.upliftSalesService.voidSale(+id, req.user.id, body?.reason);
  }

  @Patch(':id/status')
  async updateStatus(@Param('id') id: string, @Body() body: any) {
    return this.upliftSalesService.updateStatus(+id, Number(body.status));
  }
}