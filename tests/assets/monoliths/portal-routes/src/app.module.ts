import { Module } from '@nestjs/common';
import { RouterModule } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AdminModule } from './admin/admin.module';
import { ReportsModule } from './admin/reports/reports.module';
import { UsersModule } from './admin/users/users.module';
import { ArticlesModule } from './articles/articles.module';
import { AuthModule } from './auth/auth.module';
import { CatalogModule } from './catalog/catalog.module';
import { FilesModule } from './files/files.module';
import { HealthController } from './health.controller';
import { HooksModule } from './hooks/hooks.module';
import { LegacyModule } from './legacy/legacy.module';
import { LiveModule } from './live/live.module';
import { TagsModule } from './tags/tags.module';

@Module({
  imports: [
    TypeOrmModule.forRoot({
      type: 'mysql',
      host: process.env.DB_HOST ?? 'localhost',
      port: Number(process.env.DB_PORT ?? 3306),
      username: process.env.DB_USER,
      password: process.env.DB_PASSWORD,
      database: 'portal',
      autoLoadEntities: true,
      synchronize: process.env.NODE_ENV === 'test',
    }),
    AuthModule,
    ArticlesModule,
    TagsModule,
    FilesModule,
    LiveModule,
    HooksModule,
    LegacyModule,
    CatalogModule.register({ public: true }),
    AdminModule,
    RouterModule.register([
      {
        path: 'admin',
        module: AdminModule,
        children: [{ path: 'reports', module: ReportsModule }, UsersModule],
      },
    ]),
  ],
  controllers: [HealthController],
})
export class AppModule {}
