import { Controller, Get, Module, Query, Res, StreamableFile, Sse } from '@nestjs/common';
import { from, map } from 'rxjs';
import { DataSource } from 'typeorm';
import { BookingRow, CarrierRow, InvoiceRow } from '@kernel/entities';
@Controller('reports') export class ReportController {
  constructor(private readonly source: DataSource) {}
  @Get('turnover') turnover(@Query('from') since: string) { //route GET /v/v1/reports/turnover
    const invoices = this.source.createQueryBuilder().subQuery().select('i.bookingId').from(InvoiceRow, 'i').where('i.total > 0'); //= report: read invoices
    return this.source.createQueryBuilder().select('c.name', 'carrier').addSelect('COUNT(*)', 'n').from(BookingRow, 'b') //= report: read bookings
      .innerJoin(CarrierRow, 'c', 'c.id = b.carrierId').where(`b.id IN ${invoices.getQuery()}`).groupBy('c.name').getRawMany(); //= report: read carriers
  }
  @Sse('live') live() { return from(this.source.getRepository(BookingRow).createQueryBuilder('b').stream()).pipe(map((b) => ({ data: b }))); } //route GET /v/v1/reports/live //= report: read bookings
  @Get('legs.csv') async csv() { //route GET /v/v1/reports/legs.csv
    const stream = await this.source.createQueryBuilder(BookingRow, 'b').leftJoin('b.legs', 'l').addSelect('l.port').stream(); //= report: read bookings, read legs
    return new StreamableFile(stream as any);
  }
}
@Module({ controllers: [ReportController] }) export class ReportModule {}
