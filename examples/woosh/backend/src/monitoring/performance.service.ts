import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

interface RequestMetric {
  path: string;
  duration: number;
  at: number;
}

// ⚰️ Not provided by any module: the routes of this folder are never mapped.
@Injectable()
export class PerformanceService {
  private readonly metrics = new Map<string, RequestMetric[]>();
  private readonly keep = 100;

  constructor(private readonly dataSource: DataSource) {}

  record(path: string, duration: number): void {
    const list = this.metrics.get(path) || [];
    list.push({ path, duration, at: Date.now() });
    this.metrics.set(path, list.slice(-this.keep));
  }

  getMetrics(): any {
    const result: any = {};
    for (const [path, list] of this.metrics.entries()) {
      const total = list.reduce((sum, metric) => sum + metric.duration, 0);
      result[path] = { count: list.length, average: list.length ? total / list.length : 0 };
    }
    return result;
  }

  getPerformance(): any {
    const memory = process.memoryUsage();
    return {
      uptime: process.uptime(),
      rssMb: Math.round(memory.rss / 1024 / 1024),
      heapMb: Math.round(memory.heapUsed / 1024 / 1024),
      paths: this.metrics.size,
    };
  }

  async getDatabaseStats(): Promise<any> {
    const [connections, uptime, questions, slow] = await Promise.all([
      this.dataSource.query('SHOW STATUS LIKE "Threads_connected"'),
      this.dataSource.query('SHOW STATUS LIKE "Uptime"'),
      this.dataSource.query('SHOW STATUS LIKE "Questions"'),
      this.dataSource.query('SHOW STATUS LIKE "Slow_queries"'),
    ]);
    return {
      connections: Number(connections[0]?.Value || 0),
      uptime: Number(uptime[0]?.Value || 0),
      questions: Number(questions[0]?.Value || 0),
      slowQueries: Number(slow[0]?.Value || 0),
    };
  }

  getHealth(): any {
    return { status: this.dataSource.isInitialized ? 'ok' : 'down', checkedAt: new Date().toISOString() };
  }
}
