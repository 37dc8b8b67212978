import { Injectable } from '@nestjs/common';

interface CacheEntry {
  outlets: any[];
  storedAt: number;
}

// 🧠 One map per process: two instances answer from different copies until the five minutes are over.
@Injectable()
export class ClientAssignmentCacheService {
  private readonly cache = new Map<string, CacheEntry>();
  private readonly ttl = 5 * 60 * 1000;

  private key(salesRepId: number, countryId: number): string {
    return `assignments:${salesRepId}:${countryId}`;
  }

  get(salesRepId: number, countryId: number): any[] | null {
    const entry = this.cache.get(this.key(salesRepId, countryId));
    if (!entry) {
      return null;
    }
    if (Date.now() - entry.storedAt > this.ttl) {
      this.cache.delete(this.key(salesRepId, countryId));
      return null;
    }
    return entry.outlets;
  }

  set(salesRepId: number, countryId: number, outlets: any[]): void {
    this.cache.set(this.key(salesRepId, countryId), { outlets, storedAt: Date.now() });
  }

  invalidate(salesRepId: number): void {
    const prefix = `assignments:${salesRepId}:`;
    for (const key of Array.from(this.cache.keys())) {
      if (key.startsWith(prefix)) {
        this.cache.delete(key);
      }
    }
  }

  clear(): void {
    this.cache.clear();
  }
}