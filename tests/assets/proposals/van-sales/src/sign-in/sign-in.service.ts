import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { SignInSession } from './sign-in-session.entity';
import { AccountsService } from '../accounts/accounts.service';
import { PermissionsService } from '../permissions/permissions.service';

@Injectable()
export class SignInService {
  constructor(
    @InjectRepository(SignInSession) private readonly signInSessions: Repository<SignInSession>,
    private readonly accountsService: AccountsService,
    private readonly permissionsService: PermissionsService,
  ) {}

  async signIn(input: any) {
    const account = await this.accountsService.byPhone(input);
    const granted = await this.permissionsService.of(input);
    return this.signInSessions.save(this.signInSessions.create({ account, refreshToken: String(granted.length) } as any));
  }

  async signOut(input: any) {
    return this.signInSessions.delete({ refreshToken: input.refreshToken });
  }
}
