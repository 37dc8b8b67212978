import { Body, Controller, Delete, Get, Param, Post, Request, UseGuards } from '@nestjs/common';
import { JwtAuthGuard } from '../auth/guards/jwt-auth.guard';
import { ClientStockService } from './client-stock.service';

@Controller('client-stock')
@UseGuards(JwtAuthGuard)
export class ClientStockController {
  constructor(private readonly clientStockService: ClientStockService) {}

  @Get('status')
  getStatus() {
    const enabled = this.clientStockService.isEnabled();
    return { enabled, message: enabled ? '📦 Client stock is on' : 'Client stock is off' };
  }

  @Get(':clientId')
  async getClientStock(@Param('clientId') clientId: string) {
    const stock = await this.clientStockService.getClientStock(+clientId);
    return {
      success: true,
      data: stock.map((row) => ({
        id: row.id,
        clientId: row.clientId,
        clientName: row.client?.name,
        productId: row.productId,
        productName: row.product?.productName,
        quantity: row.quantity,
      })),
    };
  }

  @Post()
  async updateStock(@Body() body: { clientId: number; productId: number; quantity: number }, @Request() req) {
    const stock = await this.clientStockService.setStock(body.clientId, body.productId, body.quantity, req.user.id);
    return { success: true, data: stock };
  }

  // @Delete(':id')
  // async removeById(@Param('id') id: string) {}

  @Delete(':clientId/:productId')
  async remove(@Param('clientId') clientId: string, @Param('productId') productId: string) {
    return { success: await this.clientStockService.remove(+clientId, +productId) };
  }
}