import { Body, Controller, Get, HttpCode, Module, Param, ParseIntPipe, Post, UnauthorizedException } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { JwtModule, JwtService } from '@nestjs/jwt';
import { PassportModule } from '@nestjs/passport';
import { TypeOrmModule } from '@nestjs/typeorm';
import { compare } from 'bcryptjs';
import { IsEmail, IsString } from 'class-validator';
import { JwtGuard, Open } from './jwt.guard';
import { JwtStrategy } from './jwt.strategy';
import { PeopleService } from './people.service';
import { Author, Person, Reader } from './person.entity';

export class Credentials {
  @IsEmail()
  email!: string;

  @IsString()
  password!: string;
}

@Controller('auth')
export class AuthController {
  constructor(private readonly people: PeopleService, private readonly jwt: JwtService) {}

  @Open()
  @HttpCode(200)
  @Post('login')
  async login(@Body() { email, password }: Credentials) {
    const person = await this.people.byEmail(email);
    if (!person || !(await compare(password, person.passwordHash))) throw new UnauthorizedException('no');
    return { token: this.jwt.sign({ sub: person.id }) };
  }

  @Get('people/:id')
  who(@Param('id', ParseIntPipe) id: number) {
    return this.people.initialsOf(id);
  }
}

@Module({
  imports: [
    TypeOrmModule.forFeature([Person, Author, Reader]),
    PassportModule.register({ defaultStrategy: 'jwt' }),
    JwtModule.register({ secret: process.env.JWT_SECRET ?? 'dev', signOptions: { expiresIn: 3600 } }),
  ],
  controllers: [AuthController],
  providers: [PeopleService, JwtStrategy, { provide: APP_GUARD, useClass: JwtGuard }],
  exports: [PeopleService, JwtModule],
})
export class AuthModule {}
