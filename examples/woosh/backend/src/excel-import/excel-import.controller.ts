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
import { ExcelImportService } from './excel-import.service';

@Controller('excel-import')
@UseGuards(JwtAuthGuard)
export class ExcelImportController {
  constructor(private readonly excelImportService: ExcelImportService) {}

  @Get()
  async findAll(@Query() query: any) {
    return this.excelImportService.findAll(query.status, query.startDate, query.endDate);
  }

  @Get(':id')
  async findOne(@Param('id') id: string) {
    return this.excelImportService.findOne(+id);
  }

  @Post('upload')
  @UseInterceptors(FileInterceptor('file', { storage: require('multer').memoryStorage() }))
  async upload(@UploadedFile() file: Express.Multer.File, @Body() body: any, @Request() req) {
    if (!file) {
      throw new BadRequestException('No file uploaded');
    }
    return this.excelImportService.uploadExcel(file, body.type, req.user.sub || req.user.id);
  }

  @Post()
  async create(@Body() body: any, @Request() req) {
    return this.excelImportService.create({ ...body, userId: req.user.sub || req.user.id });
  }

  @Put(':id')
  async update(@Param('id') id: string, @Body() body: any) {
    return this.excelImportService.update(+id, body);
  }

  @Delete(':id')
  async remove(@Param('id') id: string) {
    return this.excelImportService.remove(+id);
  }
}
