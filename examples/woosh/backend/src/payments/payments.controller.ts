import {
  Body,
  Controller,
  Get,
  Param,
  Post,
  Request,
  UploadedFile,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { JwtAuthGuard } from '../auth/guards/jwt-auth.guard';
import { PaymentsService } from './payments.service';

// 💳 Second owner of the prefix 'outlets': the first is OutletsController in clients/.
@Controller('outlets')
@UseGuards(JwtAuthGuard)
export class PaymentsController {
  constructor(private readonly paymentsService: PaymentsService) {}

  @Get(':clientId/payments')
  async findByClient(@Param('clientId') clientId: string) {
    return this.paymentsService.findByClient(+clientId);
  }

  @Post(':clientId/payments')
  @UseInterceptors(FileInterceptor('image'))
  async create(
    @Param('clientId') clientId: string,
    @UploadedFile() file: Express.Multer.File,
    @Body() body: any,
    @Request() req,
  ) {
    return this.paymentsService.create(+clientId, req.user.id, body, file);
  }

  @Get('payments/salesrep/:salesrepId')
  async findBySalesRep(@Param('salesrepId') salesrepId: string) {
    return this.paymentsService.findBySalesRep(+salesrepId);
  }
}