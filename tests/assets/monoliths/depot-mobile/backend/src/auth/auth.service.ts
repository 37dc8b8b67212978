import { Injectable, UnauthorizedException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Courier } from './courier.entity';

@Injectable()
export class AuthService {
  constructor(@InjectRepository(Courier) private readonly couriers: Repository<Courier>) {}

  async login(name: string, pinHash: string) {
    const courier = await this.couriers.findOneBy({ name, pinHash });
    if (!courier) throw new UnauthorizedException();
    return { token: String(courier.id) };
  }

  whoIs(token: string) {
    return this.couriers.findOneBy({ id: Number(token) });
  }
}
