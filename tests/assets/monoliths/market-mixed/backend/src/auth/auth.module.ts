import { Controller, HttpCode, Module, Post } from '@nestjs/common';
import { randomUUID } from 'node:crypto';

@Controller('auth')
export class AuthController {
  @Post('refresh')
  @HttpCode(200)
  refresh() {
    return { token: randomUUID() };
  }
}

@Module({ controllers: [AuthController] })
export class AuthModule {}
