// Yours: what a client is told that may not come in. Written once; what you change here stays.
// The app parses this body: let it be the monolith's, byte for byte.

import type { IncomingMessage } from 'node:http';

/**
 * The body of a 401. `template` is UNAUTHORIZED_BODY, in which {path}, {method} and {timestamp} stand for the request's;
 * without it the body is the one that NestJS gives.
 */
export function unauthorizedBody(
  request: IncomingMessage,
  template: string | undefined,
): string {
  if (template === undefined) {
    return '{"message":"Unauthorized","statusCode":401}';
  }
  const text = (value: string): string => JSON.stringify(value).slice(1, -1);
  return template
    .replaceAll('{path}', () => text(request.url ?? ''))
    .replaceAll('{method}', () => text(request.method ?? ''))
    .replaceAll('{timestamp}', () => new Date().toISOString());
}

/** Headers besides, names and values in turn: those that the monolith's middleware adds to every answer. */
export function unauthorizedHeaders(): string[] {
  return [];
}
