export class BookShipment {
  constructor(
    readonly reference: string,
    readonly vessel: number,
    readonly boxes: string[],
  ) {}
}

export class ShipmentBooked {
  constructor(readonly id: number) {}
}

export class PrintLabels {
  constructor(readonly shipment: number) {}
}
