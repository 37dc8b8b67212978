import type { Room } from './room.entity';

export const AVAILABILITY = 'AVAILABILITY';

export interface Availability {
  available(from: string, to: string): Promise<Room[]>;
}
