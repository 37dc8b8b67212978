// Starts services as processes of their own, and makes the keys that they need.

import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';

function keyPair(): { privatePem: string; publicPem: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

export const caller = keyPair();
export const stranger = keyPair();

export const OWNER_KEYS = {
  INTERNAL_PUBLIC_KEYS: JSON.stringify({
    'caller-1': { issuer: 'caller', pem: caller.publicPem },
    'other-1': { issuer: 'other', pem: stranger.publicPem },
  }),
};

export interface Service {
  url: string;
  process: ChildProcess;
  ended: Promise<number | null>;
  stop(): Promise<number | null>;
}

export async function start(file: string, environment: NodeJS.ProcessEnv = OWNER_KEYS): Promise<Service> {
  const child = fork(join(__dirname, file), { env: { ...process.env, ...environment } });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message: any) => resolve(message.port));
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    process: child,
    ended,
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
