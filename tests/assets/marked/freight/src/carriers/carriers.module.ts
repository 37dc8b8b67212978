import { Controller, Get, Injectable, Module, VERSION_NEUTRAL } from '@nestjs/common';
import { InjectRepository, TypeOrmModule } from '@nestjs/typeorm';
import { CarrierRow } from '@kernel/entities';
import { In, Repository } from 'typeorm';
import { CARRIER_DIRECTORY, CarrierDirectory } from '../booking/domain/booking';
@Injectable() class Directory implements CarrierDirectory {
  private seen = new Map<string, CarrierRow>();
  constructor(@InjectRepository(CarrierRow) private readonly rows: Repository<CarrierRow>) {}
  exists(id: string) { return this.rows.existsBy({ id }); } //= carriers: read carriers
  async names(ids: string[]) {
    const rows = await this.rows.findBy({ id: In(ids) }); //= carriers: read carriers
    rows.forEach((row) => this.seen.set(row.id, row));
    return new Map(rows.map((row) => [row.id, row.name]));
  }
  async rename(id: string, name: string) {
    const row = this.seen.get(id)!;
    row.name = name;
    await this.rows.manager.save(row); //= carriers: write carriers
  }
}
@Controller({ path: 'carriers', version: VERSION_NEUTRAL }) class CarriersController {
  constructor(private readonly directory: Directory) {}
  @Get(['all', 'list']) all() { return this.directory.names([]); } //route GET /v/carriers/all, GET /v/carriers/list
}
@Module({
  imports: [TypeOrmModule.forFeature([CarrierRow])],
  controllers: [CarriersController],
  providers: [Directory, { provide: CARRIER_DIRECTORY, useExisting: Directory }],
  exports: [CARRIER_DIRECTORY],
})
export class CarriersModule {}
