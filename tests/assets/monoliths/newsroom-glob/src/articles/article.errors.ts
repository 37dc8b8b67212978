import { HttpException } from '@nestjs/common';

const LOCKED = 423;

export class ArticleLocked extends HttpException {
  constructor(readonly slug: string) {
    super({ code: 'ARTICLE_LOCKED', slug }, LOCKED);
  }
}
