import { Injectable, UnauthorizedException } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { InjectRepository } from '@nestjs/typeorm';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { Repository } from 'typeorm';
import { Author, Person } from './person.entity';

/** Asks the repository itself. */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy, 'jwt') {
  constructor(@InjectRepository(Person) private readonly people: Repository<Person>) {
    super({ jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(), secretOrKey: process.env.JWT_SECRET ?? 'dev' });
  }

  async validate({ sub }: { sub: number }) {
    const person = await this.people.findOne({ where: { id: sub } });
    if (!person) throw new UnauthorizedException();
    return { id: person.id, kind: person instanceof Author ? 'author' : 'reader' };
  }
}
