import { Controller, Injectable, Module } from '@nestjs/common';
import { InjectRepository, TypeOrmModule } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { CrudController, CrudService } from '@common';
import { GiftCoupon } from './gift-coupon.entity';

@Injectable()
export class CouponsService extends CrudService<GiftCoupon> {
  constructor(@InjectRepository(GiftCoupon) coupons: Repository<GiftCoupon>) {
    super(coupons);
  }
}

@Controller('coupons')
export class CouponsController extends CrudController<GiftCoupon> {
  constructor(service: CouponsService) {
    super(service);
  }
}

@Module({
  imports: [TypeOrmModule.forFeature([GiftCoupon])],
  controllers: [CouponsController],
  providers: [CouponsService],
})
export class PromotionsModule {}
