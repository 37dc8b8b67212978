import { Body, Controller, Delete, Get, Param, Patch, Post, Query, Request, UseGuards } from '@nestjs/common';
import { JwtAuthGuard } from '../auth/guards/jwt-auth.guard';
import { AssetRequest } from '../entities/asset-request.entity';
import { AssetRequestsService, CreateAssetRequestDto } from './asset-requests.service';

@Controller('asset-requests')
@UseGuards(JwtAuthGuard)
export class AssetRequestsController {
  constructor(private readonly assetRequestsService: AssetRequestsService) {}

  @Post()
  async create(@Body() dto: CreateAssetRequestDto, @Request() req) {
    console.log('🧰 Asset request by', req.user.name);
    const request = await this.assetRequestsService.create(req.user.sub || req.user.id, dto);
    return { success: true, data: request };
  }

  @Get()
  async findAll(@Query('status') status: string) {
    return { success: true, data: await this.assetRequestsService.findAll(status) };
  }

  @Get('my-requests')
  async findMine(@Request() req) {
    return { success: true, data: await this.assetRequestsService.findMine(req.user.id) };
  }

  @Get(':id')
  async findOne(@Param('id') id: string) {
    const request = await this.assetRequestsService.findOne(+id);
    return {
      success: true,
      data: { ...request, requestedBy: request.salesRep?.name, approvedByName: request.approver?.name },
    };
  }

  @Patch(':id/status')
  async updateStatus(
    @Param('id') id: string,
    @Body() body: { status: AssetRequest['status'] },
    @Request() req,
  ) {
    const request = await this.assetRequestsService.updateStatus(+id, body.status, req.user.id);
    return { success: true, data: request };
  }

  @Post(':id/assign')
  async assign(@Param('id') id: string, @Body() body: { items: { id: number; assignedQuantity: number }[] }) {
    return { success: true, data: await this.assetRequestsService.assign(+id, body.items) };
  }

  @Post(':id/return')
  async returnItems(@Param('id') id: string, @Body() body: { items: { id: number; returnedQuantity: number }[] }) {
    return { success: true, data: await this.assetRequestsService.returnItems(+id, body.items) };
  }

  @Delete(':id')
  async remove(@Param('id') id: string) {
    await this.assetRequestsService.remove(+id);
    return { success: true };
  }
}

@Controller('asset-types')
@UseGuards(JwtAuthGuard)
export class AssetTypesController {
  constructor(private readonly assetRequestsService: AssetRequestsService) {}

  @Get()
  findAll() {
    return { success: true, data: this.assetRequestsService.getAssetTypes() };
  }
}