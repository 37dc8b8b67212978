import { Controller, Get, UseGuards } from '@nestjs/common';
import { JwtAuthGuard } from '../auth/guards/jwt-auth.guard';

@Controller('notice-board')
@UseGuards(JwtAuthGuard)
export class NoticeBoardController {
  // 📌 Kept for old app builds; the live list is GET /notices.
  @Get()
  async findAll() {
    return [];
  }
}
