import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { QUERIES } from 'common/queries';
import { DataSource, getManager } from 'typeorm';
import StudentsService from './students.service';

@Controller('students')
export class StudentsController {
  constructor(
    private readonly service: StudentsService,
    private readonly ds: DataSource,
  ) {}

  @Get()
  list(@Query('grades') grades?: string) {
    return this.service.list(!!grades);
  }

  @Get('search')
  search(@Query() q: { room?: string; words?: string; limit?: string }) {
    let sql = 'SELECT s.id, s.name FROM students s';
    const params: string[] = [];
    if (q.room) {
      sql += ' JOIN school_classes c ON c.id = s.class_id AND c.label = ?';
      params.push(q.room);
    }
    const first = params.length;
    for (const word of (q.words || '').split(' ')) {
      sql += (params.length > first ? ' AND' : ' WHERE') + ' s.name LIKE ?';
      params.push(`%${word}%`);
    }
    if (q.limit) sql += ` LIMIT ${Number(q.limit)}`;
    return this.ds.query(sql, params);
  }

  @Get('by-class/:id')
  byClass(@Param('id') id: string) {
    return this.ds.query(QUERIES.students.byClass, [id]).then((rows: { name: string }[]) => rows.map((row) => row.name));
  }

  @Get('ranking')
  ranking() {
    return getManager().query(
      [
        'SELECT s.name, SUM(g.points) AS total',
        'FROM students s',
        'LEFT JOIN grades g ON g.student_id = s.id',
        // 'LEFT JOIN absences a ON a.student_id = s.id',
        'GROUP BY s.id',
      ].join('\n'),
    );
  }

  @Get(':id')
  one(@Param('id') id: number) {
    return this.service.one(id);
  }

  @Post('class/:id')
  move(@Param('id') id: number, @Body() ids: number[]) {
    return this.service.move(ids, id);
  }

  @Delete(':id')
  wipe(@Param('id') id: number) {
    return this.service.wipe(id);
  }
}
