import { BadRequestException, Controller, Get, Module, Param, ParseIntPipe, Post, UploadedFile, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { TypeOrmModule } from '@nestjs/typeorm';
import { memoryStorage } from 'multer';
import ArticlesModule from '../articles/articles.module';
import { Open } from '../auth/jwt.guard';
import { MediaAsset } from './media-asset.entity';
import MediaService from './media.service';

@Controller('media')
export class MediaController {
  constructor(private readonly media: MediaService) {}

  @Post(':article')
  @UseInterceptors(FileInterceptor('file', { storage: memoryStorage(), limits: { fileSize: 4096 } }))
  upload(@Param('article', ParseIntPipe) article: number, @UploadedFile() file?: Express.Multer.File) {
    if (!file) throw new BadRequestException('no file');
    return this.media.store(article, file);
  }

  @Open()
  @Get(':article')
  list(@Param('article', ParseIntPipe) article: number) {
    return this.media.of(article);
  }
}

@Module({ imports: [TypeOrmModule.forFeature([MediaAsset]), ArticlesModule], controllers: [MediaController], providers: [MediaService] })
export class MediaModule {}