import { Injectable } from '@nestjs/common';
import { ICommand, ofType, Saga } from '@nestjs/cqrs';
import { map, Observable } from 'rxjs';
import { PrintLabels, ShipmentBooked } from './messages';

@Injectable()
export class ShipmentsSaga {
  @Saga()
  booked = (events$: Observable<unknown>): Observable<ICommand> =>
    events$.pipe(
      ofType(ShipmentBooked),
      map((event) => new PrintLabels(event.id)),
    );
}
