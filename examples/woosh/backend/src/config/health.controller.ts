import { Controller, Get } from '@nestjs/common';
import { DatabaseConnectionService } from './database-connection.service';
import { DatabaseHealthService } from './database-health.service';
import { PerformanceMonitorService } from './performance-monitor.service';

@Controller('health')
export class HealthController {
  constructor(
    private readonly databaseHealth: DatabaseHealthService,
    private readonly databaseConnection: DatabaseConnectionService,
    private readonly performanceMonitor: PerformanceMonitorService,
  ) {}

  @Get()
  async getHealth() {
    this.performanceMonitor.count('health');
    const healthy = await this.databaseHealth.isHealthy();
    return { status: healthy ? 'ok' : 'degraded', timestamp: new Date().toISOString() };
  }

  @Get('database')
  async getDatabaseHealth() {
    return this.databaseHealth.checkDatabaseHealth();
  }

  @Get('test-connection')
  async testConnection() {
    return this.databaseConnection.testConnection();
  }

  @Get('performance')
  getPerformance() {
    return this.performanceMonitor.getMetrics();
  }

  // @Get('reset')
  // resetMetrics() {
  //   return this.performanceMonitor.reset();
  // }
}
