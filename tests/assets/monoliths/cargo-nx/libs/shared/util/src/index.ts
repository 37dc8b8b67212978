export * from './lib/schedules';
export * from './lib/money';
