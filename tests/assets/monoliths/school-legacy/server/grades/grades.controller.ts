import { Controller, Get, Param, Post } from '@nestjs/common';
import { GradesService } from './grades.service';

@Controller()
export class GradesController {
  constructor(private readonly grades: GradesService) {}

  @Get('grades/best')
  best() {
    return this.grades.best();
  }

  @Get('grades/:subject')
  of(@Param('subject') subject: string) {
    return this.grades.of(subject);
  }

  @Post('grades/:id/points/:points')
  give(@Param('id') id: number, @Param('points') points: number) {
    return this.grades.give(id, points);
  }
}
