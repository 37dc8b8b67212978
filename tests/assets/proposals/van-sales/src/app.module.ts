import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AbsencesModule } from './absences/absences.module';
import { AccountsModule } from './accounts/accounts.module';
import { AnnouncementsModule } from './announcements/announcements.module';
import { ArticlesModule } from './articles/articles.module';
import { BonusModule } from './bonus/bonus.module';
import { CollectionsModule } from './collections/collections.module';
import { DashboardsModule } from './dashboards/dashboards.module';
import { EquipmentRequestsModule } from './equipment-requests/equipment-requests.module';
import { FileStoreModule } from './file-store/file-store.module';
import { PermissionsModule } from './permissions/permissions.module';
import { PriceListsModule } from './price-lists/price-lists.module';
import { QuotasModule } from './quotas/quotas.module';
import { RetailerContactsModule } from './retailer-contacts/retailer-contacts.module';
import { RetailersModule } from './retailers/retailers.module';
import { ReturnsModule } from './returns/returns.module';
import { SalesInvoicesModule } from './sales-invoices/sales-invoices.module';
import { ShelfStockModule } from './shelf-stock/shelf-stock.module';
import { ShiftsModule } from './shifts/shifts.module';
import { SignInModule } from './sign-in/sign-in.module';
import { SurveyReportsModule } from './survey-reports/survey-reports.module';
import { TodosModule } from './todos/todos.module';
import { ToursModule } from './tours/tours.module';
import { VanLoadingModule } from './van-loading/van-loading.module';

@Module({
  imports: [
    TypeOrmModule.forRoot({ type: 'mysql', autoLoadEntities: true }),
    AbsencesModule,
    AccountsModule,
    AnnouncementsModule,
    ArticlesModule,
    BonusModule,
    CollectionsModule,
    DashboardsModule,
    EquipmentRequestsModule,
    FileStoreModule,
    PermissionsModule,
    PriceListsModule,
    QuotasModule,
    RetailerContactsModule,
    RetailersModule,
    ReturnsModule,
    SalesInvoicesModule,
    ShelfStockModule,
    ShiftsModule,
    SignInModule,
    SurveyReportsModule,
    TodosModule,
    ToursModule,
    VanLoadingModule,
  ],
})
export class AppModule {}
