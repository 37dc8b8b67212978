import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CustomersModule } from '../customers/customers.module';
import Review from './review.entity';
import { ReviewsController } from './reviews.controller';
import ReviewsRepository from './reviews.repository';
import { ReviewsService } from './reviews.service';

@Module({
  imports: [CustomersModule, TypeOrmModule.forFeature([Review])],
  controllers: [ReviewsController],
  providers: [ReviewsService, ReviewsRepository],
})
export default class ReviewsModule {}
