import { join } from 'path';
import { TypeOrmModuleOptions } from '@nestjs/typeorm';

export const databaseOptions = (): TypeOrmModuleOptions => ({
  type: 'mysql',
  url: process.env.DATABASE_URL,
  timezone: 'Z',
  entities: [__dirname + '/**/*.entity{.ts,.js}', join(__dirname, '**', '*.view.{ts,js}')],
  subscribers: [__dirname + '/**/*.subscriber{.ts,.js}'],
  synchronize: process.env.DATABASE_SYNC === 'true',
});
