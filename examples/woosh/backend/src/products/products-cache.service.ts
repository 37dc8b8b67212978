import { Injectable } from '@nestjs/common';

@Injectable()
export class ProductsCacheService {
  private readonly cache = new Map<string, { data: any; expires: number }>();
  private readonly defaultTtl = 60 * 1000;
  private hits = 0;
  private misses = 0;

  get<T>(key: string): T | undefined {
    const entry = this.cache.get(key);
    if (!entry || entry.expires < Date.now()) {
      this.cache.delete(key);
      this.misses++;
      return undefined;
    }
    this.hits++;
    return entry.data;
  }

  set<T>(key: string, data: T, ttl = this.defaultTtl): void {
    this.cache.set(key, { data, expires: Date.now() + ttl });
  }

  clear(): void {
    this.cache.clear();
  }

  stats() {
    return { size: this.cache.size, hits: this.hits, misses: this.misses };
  }
}
