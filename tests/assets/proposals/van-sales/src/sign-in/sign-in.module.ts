import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { SignInSession } from './sign-in-session.entity';
import { AccountsModule } from '../accounts/accounts.module';
import { PermissionsModule } from '../permissions/permissions.module';
import { SignInController } from './sign-in.controller';
import { SignInService } from './sign-in.service';

@Module({
  imports: [TypeOrmModule.forFeature([SignInSession]), AccountsModule, PermissionsModule],
  controllers: [SignInController],
  providers: [SignInService],
  exports: [SignInService],
})
export class SignInModule {}
