import { Body, Controller, Get, Headers, Param, Post, UploadedFile, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { DeliveriesService } from './deliveries.service';

@Controller('deliveries')
export class DeliveriesController {
  constructor(private readonly deliveries: DeliveriesService) {}

  @Get('today')
  today(@Headers('x-token') token: string) {
    return this.deliveries.today(token);
  }

  @Get(':id')
  one(@Param('id') id: string) {
    return this.deliveries.one(+id);
  }

  @Post()
  schedule(@Body() body: { orderId: number; customerId: number; dueOn: string }) {
    return this.deliveries.schedule(body.orderId, body.customerId, body.dueOn);
  }

  @Post(':id/close')
  close(@Param('id') id: string) {
    return this.deliveries.close(+id);
  }

  @Post(':id/photo')
  @UseInterceptors(FileInterceptor('photo', { dest: 'photos' }))
  photo(@Param('id') id: string, @UploadedFile() file: Express.Multer.File) {
    return this.deliveries.keepPhoto(+id, file.filename);
  }
}
