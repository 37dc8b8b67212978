const PREFIX = 'ledger';

export class Topics {
  static readonly JOURNAL_POSTED = `${PREFIX}.journal.posted`;
  static readonly PERIOD_CLOSED = `${PREFIX}.period.closed`;
}
