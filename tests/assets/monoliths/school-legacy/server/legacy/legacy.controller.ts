import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import * as helpers from 'common/helpers';
import { TABLES, Tables } from 'common/tables';
import Student from 'models/student';
import StudentsService from 'students/students.service';
import { DataSource, getConnection, getManager, getRepository } from 'typeorm';
import Absence = require('models/absence');

@Controller('legacy')
export class LegacyController {
  private readonly handlers: Record<string, (dto: any) => Promise<unknown>> = {
    excuse: (dto) => getRepository(Absence).update(dto.id, { excused: true }),
    enrol: (dto) => getConnection().getRepository(Student).save(dto),
  };

  constructor(
    private readonly students: StudentsService,
    private readonly ds: DataSource,
  ) {}

  @Post('do/:type')
  run(@Param('type') type: string, @Body() dto: any) {
    return this.handlers[type](dto);
  }

  @Get('dump/:kind')
  dump(@Param('kind') kind: string) {
    let table: string;
    switch (kind) {
      case 'students':
        table = TABLES.students;
        break;
      case 'teachers':
        table = TABLES['teachers'];
        break;
      default:
        table = Tables.AUDIT;
    }
    return getConnection().query(`SELECT * FROM ${table} LIMIT 100`);
  }

  @Get('raw/:table')
  raw(@Param('table') table: string) {
    return getManager().query('SELECT * FROM ' + table);
  }

  @Post('sql')
  sql(@Body() dto: { sql: string; params: unknown[] }) {
    return this.ds.query(dto.sql, dto.params);
  }

  @Post('swap')
  swap(@Body() dto: { a: Partial<Student>; b: number; name: string }) {
    const { students, ds } = this;
    return ds.transaction(async (em) => {
      await students.save(dto.a, em);
      await students.rename(dto.b, dto.name, em);
      await helpers.logTo(em, 'swap');
    });
  }

  @Post('rename/:id')
  rename(@Param('id') id: number, @Body('name') name: string) {
    const self = this;
    return self.students.rename(id, name).then(() => helpers.audit(`renamed ${id}`));
  }
}
