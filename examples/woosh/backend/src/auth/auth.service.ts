import { Injectable, UnauthorizedException } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { SalesRep } from '../entities/sales-rep.entity';
import { RolesService } from '../roles/roles.service';
import { UsersService } from '../users/users.service';

@Injectable()
export class AuthService {
  constructor(
    @InjectRepository(SalesRep)
    private salesRepRepository: Repository<SalesRep>,
    private usersService: UsersService,
    private rolesService: RolesService,
    private jwtService: JwtService,
  ) {}

  async validateUser(phoneNumber: string, password: string): Promise<SalesRep | null> {
    const user = await this.usersService.findByPhoneNumber(phoneNumber);
    if (!user || user.status !== 1) {
      return null;
    }
    return (await user.validatePassword(password)) ? user : null;
  }

  async login(phoneNumber: string, password: string) {
    const user = await this.validateUser(phoneNumber, password);
    if (!user) {
      throw new UnauthorizedException('Invalid phone number or password');
    }
    const role = await this.rolesService.findOne(user.roleId).catch(() => null);
    const payload = this.payloadOf(user, role?.name);
    return {
      success: true,
      accessToken: this.jwtService.sign(payload),
      // Same claims and same secret as the access token: only its life is longer.
      refreshToken: this.jwtService.sign(payload, { expiresIn: '7d' }),
      salesRep: {
        id: user.id,
        name: user.name,
        email: user.email,
        phoneNumber: user.phoneNumber,
        countryId: user.countryId,
        region_id: user.region_id,
        role: role?.name ?? 'USER',
        photoUrl: user.photoUrl,
      },
    };
  }

  async refresh(refreshToken: string) {
    let claims: any;
    try {
      claims = this.jwtService.verify(refreshToken);
    } catch {
      throw new UnauthorizedException('Invalid refresh token');
    }
    const user = await this.salesRepRepository.findOne({ where: { id: claims.sub }, relations: ['role'] });
    if (!user || user.status !== 1) {
      throw new UnauthorizedException('Invalid refresh token');
    }
    return { success: true, accessToken: this.jwtService.sign(this.payloadOf(user, user.role?.name)) };
  }

  async getProfile(userId: number) {
    const user = await this.salesRepRepository.findOne({ where: { id: userId }, relations: ['role'] });
    if (!user) {
      throw new UnauthorizedException('User no longer exists');
    }
    const { password, ...profile } = user;
    return profile;
  }

  async logout(userId: number) {
    return { success: true, userId };
  }

  private payloadOf(user: SalesRep, role?: string) {
    return {
      sub: user.id,
      phoneNumber: user.phoneNumber,
      role: role ?? 'USER',
      countryId: user.countryId,
      regionId: user.region_id,
    };
  }
}
