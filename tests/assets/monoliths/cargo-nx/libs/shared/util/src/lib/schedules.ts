export const SECOND = 1000;
export const MINUTE = 60 * SECOND;

export const SCHEDULES = {
  nightly: '0 15 2 * * *',
  hourly: `0 ${5 + 5} * * * *`,
} as const;

export const QUEUES = { labels: 'labels' } as const;
