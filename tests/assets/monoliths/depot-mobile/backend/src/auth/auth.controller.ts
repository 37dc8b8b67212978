import { Body, Controller, Get, Headers, Post } from '@nestjs/common';
import { AuthService } from './auth.service';

@Controller('auth')
export class AuthController {
  constructor(private readonly auth: AuthService) {}

  @Post('login')
  login(@Body() body: { name: string; pin: string }) {
    return this.auth.login(body.name, body.pin);
  }

  @Get('me')
  me(@Headers('x-token') token: string) {
    return this.auth.whoIs(token);
  }
}
