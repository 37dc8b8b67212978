import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { Public } from '@common';
import { AuthService } from './auth.service';

@Controller('auth')
export class AuthController {
  constructor(private readonly auth: AuthService) {}

  @Public()
  @Post(['login', 'sign-in'])
  login(@Body() body: { email: string }) {
    return this.auth.login(body.email);
  }

  @Get('me')
  me(@Req() request: { user: unknown }) {
    return request.user;
  }
}
