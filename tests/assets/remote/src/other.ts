import { Order } from './order.entity';
export interface Totals { sum: number; orders: Order[] }
export async function other(): Promise<Totals & { tag: symbol extends never ? 1 : 'b' }> { return { sum: 0, orders: [], tag: 'b' }; }
export enum Level { Low, Middle, High }
