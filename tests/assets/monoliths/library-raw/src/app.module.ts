import { All, Controller, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BooksModule } from './books/books.module';
import { LegacyModule } from './legacy/legacy.module';
import { LoansModule } from './loans/loans.module';
import { MaintenanceModule } from './maintenance/maintenance.module';
import { MembersModule } from './members/members.module';
import { StatsModule } from './stats/stats.module';

@Controller()
export class PingController {
  @All('ping')
  ping() {
    return 'pong';
  }
}

@Module({
  imports: [
    TypeOrmModule.forRoot({ type: 'mysql', database: process.env.DB_DATABASE ?? 'library', autoLoadEntities: true }),
    BooksModule,
    LegacyModule,
    LoansModule,
    MaintenanceModule,
    MembersModule,
    StatsModule,
  ],
  controllers: [PingController],
})
export class AppModule {}
