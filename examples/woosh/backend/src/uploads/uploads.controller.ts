import {
  BadRequestException,
  Body,
  Controller,
  Delete,
  Get,
  Param,
  Post,
  Put,
  Query,
  Request,
  UploadedFile,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { JwtAuthGuard } from '../auth/guards/jwt-auth.guard';
import { UploadsService } from './uploads.service';

@Controller('uploads')
@UseGuards(JwtAuthGuard)
export class UploadsController {
  constructor(private readonly uploadsService: UploadsService) {}

  @Get()
  async findAll(@Query() query: any) {
    return this.uploadsService.findAll(query.type);
  }

  @Get(':id')
  async findOne(@Param('id') id: string) {
    return this.uploadsService.findOne(+id);
  }

  @Post('upload')
  @UseInterceptors(FileInterceptor('file'))
  async upload(@UploadedFile() file: Express.Multer.File, @Body() body: any, @Request() req) {
    if (!file) {
      throw new BadRequestException('No file uploaded');
    }
    return this.uploadsService.upload(file, body.type, req.user.sub || req.user.id);
  }

  @Post()
  async create(@Body() body: any, @Request() req) {
    return this.uploadsService.create({ ...body, userId: req.user.id });
  }

  @Put(':id')
  async update(@Param('id') id: string, @Body() body: any) {
    return this.uploadsService.update(+id, body);
  }

  @Delete(':id')
  async remove(@Param('id') id: string) {
    return this.uploadsService.remove(+id);
  }
}
