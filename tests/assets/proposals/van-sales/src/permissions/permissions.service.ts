import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { PermissionGrant } from './permission-grant.entity';

@Injectable()
export class PermissionsService {
  constructor(
    @InjectRepository(PermissionGrant) private readonly permissionGrants: Repository<PermissionGrant>,
  ) {}

  async of(input: any) {
    return this.permissionGrants.find({ where: { account: { id: input.id } } });
  }

  async grant(input: any) {
    return this.permissionGrants.save(this.permissionGrants.create(input));
  }

  async withdraw(input: any) {
    return this.permissionGrants.delete(input.id);
  }
}
