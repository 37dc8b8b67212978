import { Inject, Injectable, Scope } from '@nestjs/common';
import { REQUEST } from '@nestjs/core';
import type { Request } from 'express';

@Injectable({ scope: Scope.REQUEST })
export class RequestContext {
  constructor(@Inject(REQUEST) private readonly request: Request) {}

  get correlation(): string {
    const sent = this.request.headers['x-correlation-id'];
    return typeof sent === 'string' ? sent : 'none';
  }
}
