import { Body, Controller, Delete, Post } from '@nestjs/common';
import { SignInService } from './sign-in.service';

@Controller('sign-in')
export class SignInController {
  constructor(private readonly service: SignInService) {}

  @Post()
  signIn(@Body() input: any) {
    return this.service.signIn(input);
  }

  @Delete()
  signOut(@Body() input: any) {
    return this.service.signOut(input);
  }
}
