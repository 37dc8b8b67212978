import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { SearchIndex } from '../shared/search-index';
import { Author } from './author.entity';
import { Book } from './book.entity';
import { BooksController } from './books.controller';
import { BooksService } from './books.service';
import { Copy } from './copy.entity';

@Module({
  imports: [TypeOrmModule.forFeature([Author, Book, Copy])],
  controllers: [BooksController],
  providers: [BooksService, SearchIndex],
})
export class BooksModule {}
