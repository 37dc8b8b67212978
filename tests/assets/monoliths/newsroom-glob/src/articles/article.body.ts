import { PartialType } from '@nestjs/mapped-types';
import { Type } from 'class-transformer';
import { IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import type { Seo } from './article.entity';

class SeoBody implements Seo {
  @IsString()
  title!: string | null;

  @IsString()
  description!: string | null;
}

export class ArticleBody {
  @MaxLength(120)
  headline!: string;

  @IsString()
  text!: string;

  @IsOptional()
  @IsString()
  section?: string;

  @IsOptional()
  @IsString({ each: true })
  tags?: string[];

  @IsOptional()
  @ValidateNested()
  @Type(() => SeoBody)
  seo?: SeoBody;
}

export class ArticleChange extends PartialType(ArticleBody) {}
