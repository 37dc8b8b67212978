export class CreateRecordCommand {
  constructor(
    readonly patientId: number,
    readonly finding: string,
  ) {}
}

export class RecordsOfQuery {
  constructor(readonly patientId: number) {}
}
