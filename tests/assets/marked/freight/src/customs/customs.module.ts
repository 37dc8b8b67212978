import { Controller, Injectable, Module, Post, Param, Type, mixin, UseGuards, CanActivate, Get, Delete } from '@nestjs/common';
import { InjectRepository, TypeOrmModule } from '@nestjs/typeorm';
import { DeepPartial, ObjectLiteral, Repository } from 'typeorm';
import { DeclarationRow } from '@kernel/entities';
export function Keeps<T extends ObjectLiteral>(Row: Type<T>) {
  @Injectable() class Keeper {
    constructor(@InjectRepository(Row) readonly rows: Repository<T>) {}
    all() { return this.rows.find(); } //= customs: read declarations
    keep(values: DeepPartial<T>) { return this.rows.save(values as any); } //= customs: write declarations
    async copy(id: string) {
      const [row] = await this.rows.findBy({ id } as any); //= customs: read declarations
      const twin = { ...structuredClone(row), id: undefined };
      return this.rows.insert(twin as any); //= customs: write declarations
    }
  }
  return mixin(Keeper) as Type<Keeper>;
}
export function Serves<T>(path: string, Service: Type<any>) {
  @Controller(path) abstract class Serving {
    constructor(readonly service: any) {}
    @Get() list() { return this.service.all(); } //route GET /v/v1/declarations
    @Post(':id/copy') copy(@Param('id') id: string) { return this.service.copy(id); } //route POST /v/v1/declarations/:id/copy
  }
  return Serving;
}
@Injectable() export class Declarations extends Keeps(DeclarationRow) {
  async purge() { await this.rows.clear(); } //= customs: write declarations
}
@Controller('declarations') export class DeclarationsController extends Serves<DeclarationRow>('declarations', Declarations) {
  constructor(readonly service: Declarations) { super(service); }
  @Delete() purge() { return this.service.purge(); } //route DELETE /v/v1/declarations
}
@Module({ imports: [TypeOrmModule.forFeature([DeclarationRow])], controllers: [DeclarationsController], providers: [Declarations], exports: [Declarations] }) export class CustomsModule {}
