import { Body, Controller, Get, HttpCode, Post, Request, UseGuards } from '@nestjs/common';
import { SkipThrottle } from '@nestjs/throttler';
import { AuthService } from './auth.service';
import { LoginDto } from './dto/login.dto';
import { JwtAuthGuard } from './guards/jwt-auth.guard';

@Controller('auth')
export class AuthController {
  constructor(private readonly authService: AuthService) {}

  @SkipThrottle()
  @Post('login')
  @HttpCode(200)
  async login(@Body() loginDto: LoginDto) {
    console.log(`🔑 Login attempt for ${loginDto.phoneNumber}`);
    return this.authService.login(loginDto.phoneNumber, loginDto.password);
  }

  @SkipThrottle()
  @Post('refresh')
  @HttpCode(200)
  async refresh(@Body() body: { refreshToken: string }) {
    return this.authService.refresh(body.refreshToken);
  }

  @SkipThrottle()
  @UseGuards(JwtAuthGuard)
  @Get('profile')
  async getProfile(@Request() req) {
    return this.authService.getProfile(req.user.id);
  }

  @UseGuards(JwtAuthGuard)
  @Post('logout')
  @HttpCode(200)
  async logout(@Request() req) {
    console.log(`👋 ${req.user.name} signs out`);
    return this.authService.logout(req.user.id);
  }
}
