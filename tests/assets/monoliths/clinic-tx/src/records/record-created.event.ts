export class RecordCreatedEvent {
  constructor(readonly id: number) {}
}
