/** Shared by identity, bookings and reporting. */
export enum RoleName {
  Guest = 'guest',
  Desk = 'desk',
  Manager = 'manager',
}

export enum StayState {
  Requested = 'requested',
  Confirmed = 'confirmed',
  Released = 'released',
}

export const OPEN_STATES: readonly StayState[] = [StayState.Requested, StayState.Confirmed];
