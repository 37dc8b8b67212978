import { Body, Controller, Get, HttpCode, HttpStatus, Post, UseGuards, Version } from '@nestjs/common';
import { JwtAuthGuard } from './jwt-auth.guard';
import { Public } from './session.guard';

@Controller('auth')
export class AuthController {
  @Public()
  @Post('login')
  @HttpCode(HttpStatus.OK)
  login(@Body() credentials: { name: string; password: string }) {
    return { token: Buffer.from(credentials.name).toString('base64') };
  }

  @Public()
  @Version('2')
  @Post('login')
  loginWithDevice(@Body() body: { name: string; device: string }) {
    return { token: body.device };
  }

  @UseGuards(JwtAuthGuard)
  @Get('me')
  me() {
    return { name: 'somebody' };
  }

  // @Post('register')
  // register() {}

  /*
  @Get('sessions')
  @UseGuards(JwtAuthGuard)
  sessions() {}
  */
}
