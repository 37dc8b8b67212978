import { Injectable } from '@nestjs/common';

/** Has no state and asks nobody: a copy of it does the same everywhere. */
@Injectable()
export class ReadingTime {
  minutes(text: string): number {
    return Math.max(1, Math.round(text.split(/\s+/u).length / 200));
  }
}
