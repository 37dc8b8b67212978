// Yours: what happens to every request besides what the gateway does itself. Written once; what you change here stays.

import type { IncomingMessage } from 'node:http';

/** Return a status and a message to refuse a request before it goes anywhere; undefined lets it through. */
export function refuseRequest(
  _request: IncomingMessage,
): [status: number, message: string] | undefined {
  return undefined;
}
