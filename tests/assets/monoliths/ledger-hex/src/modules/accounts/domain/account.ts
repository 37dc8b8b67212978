export class Account {
  constructor(
    readonly id: string,
    readonly name: string,
    readonly currency: string,
  ) {}
}
