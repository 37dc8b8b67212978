import { CanActivate, ExecutionContext, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

const KEY_QUERY = 'SELECT k.id FROM api_keys k JOIN api_clients c ON c.id = k.client_id WHERE k.secret_hash = SHA2(?, 256)';

@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const key = context.switchToHttp().getRequest().headers['x-api-key'];
    if (!key) return false;
    const rows = await this.dataSource.query(KEY_QUERY, [key]);
    return rows.length > 0;
  }
}
