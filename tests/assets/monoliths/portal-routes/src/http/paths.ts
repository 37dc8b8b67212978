export const API_PREFIX = '/api';

export enum Segment {
  Articles = 'articles',
  Hooks = 'hooks',
  Live = 'live-feed',
}

export const BULK = 'bulk';

export const ROUTES = {
  files: { root: 'files', thumbnail: ':fileId/thumbnail' },
} as const;
