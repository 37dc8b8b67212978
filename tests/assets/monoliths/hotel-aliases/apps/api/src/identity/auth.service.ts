import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { compare } from 'bcryptjs';
import type { User } from './user.entity';
import { UsersService } from './users.service';

@Injectable()
export class AuthService {
  constructor(private readonly users: UsersService, private readonly jwt: JwtService) {}

  async check(email: string, password: string): Promise<User | null> {
    const user = await this.users.findByEmail(email);
    return user && (await compare(password, user.password)) ? user : null;
  }

  async login(user: User) {
    return { accessToken: await this.jwt.signAsync({ sub: user.id, role: user.role }) };
  }
}
