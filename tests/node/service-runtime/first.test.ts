// A container's first process: the kernel drops signals that it does not listen to.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

interface First {
  url: string;
  outer: ChildProcess;
  signal(name: NodeJS.Signals): Promise<number | null | 'still there'>;
}

async function startFirst(environment: NodeJS.ProcessEnv): Promise<First> {
  const outer = spawn(
    'unshare',
    ['-Ur', '--pid', '--fork', '--kill-child', process.execPath, join(__dirname, 'first.js')],
    { env: { ...process.env, ...environment }, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  const ended = once(outer, 'exit').then(([code]) => code as number | null);
  const [started] = (await once(outer, 'message')) as [{ port: number; pid: number }];
  assert.equal(started.pid, 1);
  const inner = Number(readFileSync(`/proc/${outer.pid}/task/${outer.pid}/children`, 'utf8'));
  return {
    url: `http://127.0.0.1:${started.port}`,
    outer,
    signal: async (name) => {
      process.kill(inner, name);
      const late = new AbortController();
      const waited = new Promise<'still there'>((resolve) => {
        const timer = setTimeout(() => resolve('still there'), 8000);
        late.signal.addEventListener('abort', () => clearTimeout(timer));
      });
      const outcome = await Promise.race([ended, waited]);
      late.abort();
      outer.kill('SIGKILL');
      return outcome;
    },
  };
}

test('a signal ends a service that listens to none', async () => {
  assert.equal(await (await startFirst({})).signal('SIGTERM'), 128 + 15);
  assert.equal(await (await startFirst({})).signal('SIGINT'), 128 + 2);
});

test('a service that closes itself answers what it has begun before it ends', async () => {
  const first = await startFirst({ HOOKS: 'on' });
  const begun = once(first.outer, 'message');
  const answer = fetch(`${first.url}/slow`).then((response) => response.text());
  await begun;
  const [text, code] = await Promise.all([answer, first.signal('SIGTERM')]);
  assert.equal(text, 'answered');
  assert.ok(code === 0 || code === 128 + 15, String(code));
});
