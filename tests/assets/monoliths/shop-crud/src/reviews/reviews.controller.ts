import { Body, Controller, Get, Param, ParseIntPipe, Post } from '@nestjs/common';
import { Public as Open } from '@common';
import { ReviewsService } from './reviews.service';

@Controller('products/:productId/reviews')
export class ReviewsController {
  constructor(private readonly reviews: ReviewsService) {}

  @Open()
  @Get()
  list(@Param('productId', ParseIntPipe) productId: number) {
    return this.reviews.list(productId);
  }

  @Post()
  write(
    @Param('productId', ParseIntPipe) productId: number,
    @Body() body: { email: string; stars: number },
  ) {
    return this.reviews.write(productId, body.email, body.stars);
  }
}
