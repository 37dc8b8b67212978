import { Injectable, UnauthorizedException } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { PassportStrategy } from '@nestjs/passport';
import type { Principal, RoleName } from '@common';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { UsersService } from '../users.service';

@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy) {
  constructor(config: ConfigService, private readonly users: UsersService) {
    super({ jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(), secretOrKey: config.get('JWT_SECRET', 'dev') });
  }

  async validate(payload: { sub: number; role: RoleName }): Promise<Principal> {
    const user = await this.users.findOne(payload.sub).catch(() => null);
    if (!user?.active) throw new UnauthorizedException();
    return { id: user.id, role: user.role };
  }
}
