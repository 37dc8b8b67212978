import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { VanLoad } from './van-load.entity';
import { Article } from '../articles/article.entity';
import { VanLoadingController } from './van-loading.controller';
import { VanLoadingService } from './van-loading.service';

@Module({
  imports: [TypeOrmModule.forFeature([VanLoad, Article])],
  controllers: [VanLoadingController],
  providers: [VanLoadingService],
  exports: [VanLoadingService],
})
export class VanLoadingModule {}
