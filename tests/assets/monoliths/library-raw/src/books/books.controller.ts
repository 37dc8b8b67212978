import { Controller, Get, Param, ParseIntPipe, Put } from '@nestjs/common';
import { BooksService } from './books.service';

@Controller('books')
export class BooksController {
  constructor(private readonly books: BooksService) {}

  @Get('isbn/:isbn')
  byIsbn(@Param('isbn') isbn: string) {
    return this.books.byIsbn(isbn);
  }

  @Get(':id')
  withAuthors(@Param('id', ParseIntPipe) id: number) {
    return this.books.withAuthors(id);
  }

  @Put(':id/authors/:authorId')
  credit(@Param('id', ParseIntPipe) id: number, @Param('authorId', ParseIntPipe) authorId: number) {
    return this.books.credit(id, authorId);
  }
}
