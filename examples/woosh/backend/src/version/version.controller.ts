import { Body, Controller, Get, Post } from '@nestjs/common';
import { VersionService } from './version.service';

@Controller('version')
export class VersionController {
  constructor(private readonly versionService: VersionService) {}

  @Get()
  async getLatest() {
    return this.versionService.getLatest();
  }

  @Post()
  async create(@Body() body: { version: string; buildNumber: number; minRequiredVersion?: string; updateMessage?: string }) {
    return this.versionService.create(body);
  }

  // @Put(':id')
  // async update(@Param('id') id: string, @Body() body: any) {
  //   return this.versionService.update(+id, body);
  // }
}
