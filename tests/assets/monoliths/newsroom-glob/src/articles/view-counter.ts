import { Injectable } from '@nestjs/common';

/** Counts in memory, and answers at once: it cannot be called from another process. */
@Injectable()
export class ViewCounter {
  private readonly seen = new Map<string, number>();

  hit(slug: string): number {
    const count = (this.seen.get(slug) ?? 0) + 1;
    this.seen.set(slug, count);
    return count;
  }
}
