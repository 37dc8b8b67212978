import {
  BadRequestException,
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Post,
  Query,
  Req,
  UploadedFile,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { JwtAuthGuard } from '../auth/guards/jwt-auth.guard';
import { ProfileService } from './profile.service';

@Controller('profile')
@UseGuards(JwtAuthGuard)
export class ProfileController {
  constructor(private readonly profileService: ProfileService) {}

  @Get()
  async getProfile(@Req() req) {
    const salesRep = await this.profileService.findById(req.user.id);
    return { salesRep };
  }

  @Post('password')
  @HttpCode(200)
  async updatePassword(
    @Req() req,
    @Body() body: { currentPassword: string; newPassword: string; confirmPassword: string },
  ) {
    if (!body.newPassword || body.newPassword !== body.confirmPassword) {
      throw new BadRequestException('Passwords do not match');
    }
    return this.profileService.updatePassword(req.user.id, body.currentPassword, body.newPassword);
  }

  @Post('email')
  @HttpCode(200)
  async updateEmail(@Req() req, @Body() body: { email: string }) {
    return this.profileService.updateEmail(req.user.id, body.email);
  }

  @Post('photo')
  @UseInterceptors(FileInterceptor('photo'))
  async updatePhoto(@Req() req, @UploadedFile() file: Express.Multer.File) {
    if (!file) {
      throw new BadRequestException('No photo uploaded');
    }
    return this.profileService.updatePhoto(req.user.id, file);
  }

  @Get('session-history')
  async getSessionHistory(
    @Req() req,
    @Query('startDate') startDate?: string,
    @Query('endDate') endDate?: string,
  ) {
    return this.profileService.getSessionHistory(req.user.id, startDate, endDate);
  }

  @Get('user-stats')
  async getUserStats(@Req() req) {
    return this.profileService.getUserStats(req.user.id);
  }

  @Delete('account')
  async deleteAccount(@Req() req) {
    return this.profileService.deleteAccount(req.user.id);
  }
}
