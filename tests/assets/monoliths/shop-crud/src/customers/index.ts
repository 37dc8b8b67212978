export { CustomersModule as AccountsModule } from './customers.module';
export { CustomersService as AccountsService } from './customers.service';
