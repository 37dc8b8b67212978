import { Body, Controller, Get, HttpCode, Post, Request, UseGuards } from '@nestjs/common';
import { CrudController, CurrentUser, Principal, Public, RoleName, Roles } from '@common';
import { ApiTags } from '@nestjs/swagger';
import { AuthService } from './auth.service';
import { LocalAuthGuard } from './passport/local-auth.guard';
import { User } from './user.entity';
import { CreateUser, UsersService } from './users.service';

@ApiTags('auth')
@Controller('auth')
export class AuthController {
  constructor(private readonly auth: AuthService, private readonly users: UsersService) {}

  @Public()
  @UseGuards(LocalAuthGuard)
  @HttpCode(200)
  @Post('login')
  login(@Request() request: { user: User }) {
    return this.auth.login(request.user);
  }

  @Get('me')
  me(@CurrentUser() user: Principal): Promise<User> {
    return this.users.findOne(user.id);
  }
}

@ApiTags('users')
@Controller('users')
export class UsersController extends CrudController<User, UsersService> {
  constructor(service: UsersService) {
    super(service);
  }

  @Roles(RoleName.Manager)
  @Post()
  create(@Body() body: CreateUser): Promise<User> {
    return this.service.register(body);
  }
}
