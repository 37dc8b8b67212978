import { ConfigService } from '@nestjs/config';
import { TypeOrmModuleOptions } from '@nestjs/typeorm';
import {
  Category,
  CategoryPriceOption,
  Clients,
  ClientStock,
  FeedbackReport,
  JourneyPlan,
  Leave,
  LeaveType,
  LoginHistory,
  Product,
  ProductReport,
  Role,
  SalesClientPayment,
  SalesRep,
  Store,
  StoreInventory,
  Task,
  UpliftSale,
  UpliftSaleItem,
  VisibilityReport,
} from '../entities';
import { Notice } from '../notices/entities/notice.entity';
import { Order } from '../orders/entities/order.entity';
import { OrderItem } from '../orders/entities/order-item.entity';
import { Users } from '../users/entities/users.entity';

export const getDatabaseConfig = (configService: ConfigService): TypeOrmModuleOptions => {
  const isProduction = process.env.NODE_ENV === 'production';
  const isServerless = !!process.env.VERCEL;
  // Older deployments set USE_LOCAL_DB; it is read so that they keep starting, and changes nothing.
  configService.get<boolean>('USE_LOCAL_DB', false);
  const ssl: any = configService.get<boolean>('DB_SSL', false);

  const connection = {
    type: 'mysql' as const,
    host: configService.get<string>('DB_HOST', 'localhost'),
    port: Number(configService.get('DB_PORT', 3306)),
    username: configService.get<string>('DB_USERNAME'),
    password: configService.get<string>('DB_PASSWORD'),
    database: configService.get<string>('DB_DATABASE'),
    ssl,
  };

  if (isServerless) {
    return {
      ...connection,
      entities: [
        SalesRep,
        Clients,
        Product,
        JourneyPlan,
        LoginHistory,
        UpliftSale,
        UpliftSaleItem,
        Task,
        Leave,
        LeaveType,
        Store,
        StoreInventory,
        Category,
        CategoryPriceOption,
        Order,
        OrderItem,
        Users,
        Notice,
        FeedbackReport,
        ProductReport,
        VisibilityReport,
        Role,
        ClientStock,
        SalesClientPayment,
      ],
      autoLoadEntities: true,
      synchronize: false,
      logging: false,
      retryAttempts: 2,
      extra: { connectionLimit: 1, dateStrings: true },
    };
  }

  if (isProduction) {
    return {
      ...connection,
      entities: [
        SalesRep,
        Clients,
        Product,
        JourneyPlan,
        LoginHistory,
        UpliftSale,
        UpliftSaleItem,
        Task,
        Leave,
        LeaveType,
        Store,
        StoreInventory,
        Category,
        CategoryPriceOption,
        Order,
        OrderItem,
        Users,
        Notice,
        FeedbackReport,
        ProductReport,
        VisibilityReport,
        Role,
        ClientStock,
        SalesClientPayment,
      ],
      autoLoadEntities: true,
      synchronize: false,
      logging: ['error'],
      retryAttempts: 5,
      extra: { connectionLimit: 20, dateStrings: true },
    };
  }

  return {
    ...connection,
    entities: [
      SalesRep,
      Clients,
      Product,
      JourneyPlan,
      LoginHistory,
      UpliftSale,
      UpliftSaleItem,
      Task,
      Leave,
      LeaveType,
      Store,
      StoreInventory,
      Category,
      CategoryPriceOption,
      Order,
      OrderItem,
      Users,
      Notice,
      FeedbackReport,
      ProductReport,
      VisibilityReport,
      Role,
      ClientStock,
      SalesClientPayment,
    ],
    autoLoadEntities: true,
    synchronize: false,
    logging: ['error', 'warn'],
    retryAttempts: 3,
    extra: { connectionLimit: 10, dateStrings: true },
  };
};
