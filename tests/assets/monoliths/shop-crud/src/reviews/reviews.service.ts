import { Injectable } from '@nestjs/common';
import { CustomersService } from '../customers/customers.service';
import Reviews from './reviews.repository';

@Injectable()
export class ReviewsService {
  constructor(
    private readonly reviews: Reviews,
    private readonly customers: CustomersService,
  ) {}

  list(productId: number) {
    return this.reviews.ofProduct(productId);
  }

  best() {
    return this.reviews.best(10);
  }

  async write(productId: number, email: string, stars: number) {
    const author = await this.customers.byEmail(email);
    return this.reviews.save({ productId, stars, author });
  }

  wipe() {
    return this.reviews.clear();
  }
}
