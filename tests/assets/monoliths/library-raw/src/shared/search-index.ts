import { Injectable } from '@nestjs/common';

/** A full-text index in memory that happens to have a method called `query`. */
@Injectable()
export class SearchIndex {
  private readonly documents = new Map<number, string>();

  query(text: string): number[] {
    return [...this.documents].filter(([, document]) => document.includes(text)).map(([id]) => id);
  }
}
