import { Body, Controller, Get, Param, ParseIntPipe, Post, Put, Query } from '@nestjs/common';
import { CrudController, Public, Secured } from '@common';
import { CreateProductDto } from './dto';
import { Product } from './entities/product.entity';
import { ProductsService } from './products.service';

@Controller('products')
export class ProductsController extends CrudController<Product> {
  constructor(private readonly products: ProductsService) {
    super(products);
  }

  @Public()
  @Get('search')
  search(@Query('q') text: string) {
    return this.products.search(text);
  }

  @Get('page/:page')
  page(@Param('page', ParseIntPipe) page: number) {
    return this.products.page(page);
  }

  @Post()
  override add(@Body() dto: CreateProductDto) {
    return this.products.create(dto);
  }

  @Secured('editor')
  @Put(':id/tags/:tagId')
  label(@Param('id', ParseIntPipe) id: number, @Param('tagId', ParseIntPipe) tagId: number) {
    return this.products.label(id, tagId);
  }
}
