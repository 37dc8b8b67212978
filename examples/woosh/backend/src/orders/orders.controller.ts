import {
  Body,
  Controller,
  Delete,
  Get,
  NotFoundException,
  Param,
  Patch,
  Post,
  Query,
  Request,
  UseGuards,
} from '@nestjs/common';
import { JwtAuthGuard } from '../auth/guards/jwt-auth.guard';
import { CreateOrderDto } from './dto/create-order.dto';
import { UpdateOrderDto } from './dto/update-order.dto';
import { OrdersService } from './orders.service';

@Controller('orders')
@UseGuards(JwtAuthGuard)
export class OrdersController {
  constructor(private readonly ordersService: OrdersService) {}

  @Post()
  async create(@Body() createOrderDto: CreateOrderDto, @Request() req) {
    console.log(`🧾 New order by ${req.user.name} for client ${createOrderDto.clientId}`);
    const order = await this.ordersService.create(createOrderDto, req.user.sub || req.user.id);
    return { success: true, data: order };
  }

  @Get()
  async findAll(@Request() req, @Query('page') page?: string, @Query('limit') limit?: string) {
    const result = await this.ordersService.findAll(req.user.id, +(page || 1), +(limit || 10));
    return {
      success: true,
      ...result,
      data: result.data.map((order) => ({
        ...order,
        clientName: order.client?.name,
        orderItems: order.orderItems.map((item) => ({ ...item, productName: item.product?.productName })),
      })),
    };
  }

  @Get(':id')
  async findOne(@Param('id') id: string, @Request() req) {
    const order = await this.ordersService.findOne(+id, req.user.id);
    if (!order) {
      throw new NotFoundException('Order not found');
    }
    return { success: true, data: order };
  }

  @Patch(':id')
  async update(@Param('id') id: string, @Body() updateOrderDto: UpdateOrderDto, @Request() req) {
    return { success: true, data: await this.ordersService.update(+id, updateOrderDto, req.user.id) };
  }

  @Delete(':id')
  async remove(@Param('id') id: string, @Request() req) {
    await this.ordersService.remove(+id, req.user.id);
    return { success: true };
  }

  @Patch(':id/receive-stock')
  async receiveStock(@Param('id') id: string, @Body() body: any) {
    return { success: true, data: await this.ordersService.receiveStock(+id, body.items) };
  }
}
