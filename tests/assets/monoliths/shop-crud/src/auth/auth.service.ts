import { Injectable, UnauthorizedException } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { StaffService } from '../staff/staff.service';

@Injectable()
export class AuthService {
  constructor(
    private readonly staff: StaffService,
    private readonly jwt: JwtService,
  ) {}

  async login(email: string): Promise<{ token: string }> {
    const employee = await this.staff.byEmail(email);
    if (!employee) {
      throw new UnauthorizedException();
    }
    return { token: await this.jwt.signAsync({ sub: employee.id }) };
  }
}
