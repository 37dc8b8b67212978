import { Body, Controller, Delete, Get, Param, Patch, Post, Query, Request, UseGuards } from '@nestjs/common';
import { JwtAuthGuard } from '../auth/guards/jwt-auth.guard';
import { CreateSampleRequestDto, SampleRequestsService, UpdateSampleRequestDto } from './sample-requests.service';

@Controller('sample-requests')
export class SampleRequestsController {
  constructor(private readonly sampleRequestsService: SampleRequestsService) {}

  // 🔓 no guard here: whoever sends a userId is believed
  @Post()
  async create(@Body() dto: CreateSampleRequestDto) {
    return { success: true, data: await this.sampleRequestsService.create(dto) };
  }

  @Get()
  @UseGuards(JwtAuthGuard)
  async findAll(@Query('status') status?: string) {
    return { success: true, data: await this.sampleRequestsService.findAll(status) };
  }

  @Get('my-requests')
  @UseGuards(JwtAuthGuard)
  async findMine(@Request() req) {
    const requests = await this.sampleRequestsService.findByUser(req.user.sub || req.user.id);
    return {
      success: true,
      data: requests.map((request) => ({
        ...request,
        clientName: request.client?.name,
        items: request.sampleRequestItems.map((item) => ({
          productName: item.product?.productName,
          quantity: item.quantity,
        })),
      })),
    };
  }

  @Get(':id')
  @UseGuards(JwtAuthGuard)
  async findOne(@Param('id') id: string) {
    return { success: true, data: await this.sampleRequestsService.findOne(+id) };
  }

  @Patch(':id')
  @UseGuards(JwtAuthGuard)
  async update(@Param('id') id: string, @Body() dto: UpdateSampleRequestDto, @Request() req) {
    return { success: true, data: await this.sampleRequestsService.update(+id, dto, req.user.id) };
  }

  @Delete(':id')
  @UseGuards(JwtAuthGuard)
  async remove(@Param('id') id: string) {
    await this.sampleRequestsService.remove(+id);
    return { success: true };
  }
}