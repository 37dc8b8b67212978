import { Injectable, Logger, OnModuleDestroy, OnModuleInit } from '@nestjs/common';

export interface Sample {
  at: number;
  heapUsedMb: number;
  rssMb: number;
}

@Injectable()
export class PerformanceMonitorService implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(PerformanceMonitorService.name);
  private readonly samples: Sample[] = [];
  private readonly counters = new Map<string, number>();
  private timer: NodeJS.Timeout;

  onModuleInit() {
    this.takeSample();
    this.timer = setInterval(() => this.takeSample(), 30_000);
  }

  onModuleDestroy() {
    clearInterval(this.timer);
  }

  count(name: string) {
    this.counters.set(name, (this.counters.get(name) ?? 0) + 1);
  }

  getMetrics() {
    const latest = this.samples[this.samples.length - 1];
    return {
      uptimeSeconds: Math.round(process.uptime()),
      samples: this.samples.length,
      latest,
      counters: Object.fromEntries(this.counters),
    };
  }

  private takeSample() {
    const memory = process.memoryUsage();
    const toMb = (bytes: number) => Math.round(bytes / 1024 / 1024);
    this.samples.push({ at: Date.now(), heapUsedMb: toMb(memory.heapUsed), rssMb: toMb(memory.rss) });
    if (this.samples.length > 120) {
      this.samples.shift();
    }
    if (toMb(memory.heapUsed) > 512) {
      this.logger.warn(`📈 Heap grew to ${toMb(memory.heapUsed)} MB`);
    }
  }
}
