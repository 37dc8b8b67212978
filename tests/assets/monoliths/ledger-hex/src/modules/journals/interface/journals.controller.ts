import { Body, Controller, Get, Inject, Param, Post, Version } from '@nestjs/common';
import { PostJournal } from '../application/post-journal.use-case';
import type { Journal } from '../domain/journal';
import { JOURNALS, JournalStore } from '../domain/ports';

@Controller({ path: 'journals', version: '2' })
export class JournalsController {
  constructor(
    private readonly postJournal: PostJournal,
    @Inject(JOURNALS) private readonly journals: JournalStore,
  ) {}

  @Post()
  post(@Body() journal: Journal) {
    return this.postJournal.execute(journal);
  }

  @Get(':id/lines')
  lines(@Param('id') id: string) {
    return this.journals.linesOf(id);
  }

  @Version('3')
  @Get(':id/postings')
  postings(@Param('id') id: string) {
    return this.journals.linesOf(id);
  }
}
