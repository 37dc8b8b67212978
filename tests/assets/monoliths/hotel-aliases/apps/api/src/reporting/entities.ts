export { Booking } from '@app/bookings/booking.entity';
export { Invoice } from '@app/billing/invoice.entity';
export { User } from '@app/identity/user.entity';
export * from '../rooms/room.entity';
