import { Controller, Get, MessageEvent, Sse } from '@nestjs/common';
import { interval, map, Observable } from 'rxjs';
import { Segment } from '../http/paths';

@Controller([Segment.Live, 'ticker'])
export class LiveController {
  @Sse('events')
  events(): Observable<MessageEvent> {
    return interval(1000).pipe(map((second) => ({ data: { second } })));
  }

  @Get(['', 'latest'])
  latest() {
    return { second: 0 };
  }
}
