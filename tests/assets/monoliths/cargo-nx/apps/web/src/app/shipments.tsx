import { money } from '@cargo/shared/util';
import { useEffect, useState } from 'react';

interface Shipment {
  id: number;
  reference: string;
}

const repository = { find: (filter: string) => fetch(`/api/shipments?filter=${filter}`).then((answer) => answer.json()) };

export function Shipments({ filter }: { filter: string }) {
  const [shipments, setShipments] = useState<Shipment[]>([]);
  useEffect(() => {
    repository.find(filter).then(setShipments);
  }, [filter]);
  return (
    <ul title="SELECT * FROM shipments">
      {shipments.map((shipment) => (
        <li key={shipment.id}>
          {shipment.reference} {money(100)}
        </li>
      ))}
    </ul>
  );
}
