export class Period {
  constructor(
    readonly id: string,
    readonly until: string,
    readonly closed: boolean,
  ) {}

  close(): Period {
    return new Period(this.id, this.until, true);
  }
}

export abstract class PeriodRepository {
  abstract byId(id: string): Promise<Period | null>;
  abstract store(period: Period): Promise<void>;
}
