import { Injectable } from '@nestjs/common';
import { DataSource, Repository } from 'typeorm';
import Review from './review.entity';

@Injectable()
export default class ReviewsRepository extends Repository<Review> {
  constructor(dataSource: DataSource) {
    super(Review, dataSource.createEntityManager());
  }

  ofProduct(productId: number) {
    return this.find({ where: { productId }, relations: { author: true } });
  }

  best(limit: number) {
    return this.createQueryBuilder('review')
      .innerJoinAndSelect('review.product', 'product')
      .orderBy('review.stars', 'DESC')
      .limit(limit)
      .getMany();
  }
}
