// Sends requests of all kinds through a gateway and tells how each kind ended.
//   echo '{"port": 8080, "count": 10000, "atOnce": 64, "tokens": ["..."]}' | node load.mjs
import { Agent, request as send } from 'node:http';
import { text } from 'node:stream/consumers';

const { port, count, atOnce, tokens } = JSON.parse(await text(process.stdin));
const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
const found = {};
let slowest = 0;
let next = 0;

/** Of a thousand requests: 10 resets, 5 halves, 5 that hang, 10 clients that go, 100 that write, the rest reads. */
function kindOf(number) {
  const place = (number * 7919) % 1000;
  return place < 10 ? 'reset' : place < 15 ? 'half' : place < 20 ? 'hang' : place < 30 ? 'gone' : place < 130 ? 'write' : 'read';
}

function one(number) {
  const kind = kindOf(number);
  const isWrite = kind === 'write' || (kind === 'reset' && number % 2 === 0);
  const act = kind === 'gone' ? 'hang' : kind === 'read' || kind === 'write' ? 'ok' : kind;
  const startedAt = performance.now();
  return new Promise((resolve) => {
    let told = false;
    const tell = (how) => {
      if (!told) {
        told = true;
        const name = `${kind}: ${how}`;
        found[name] = (found[name] ?? 0) + 1;
        if (kind === 'hang') {
          slowest = Math.max(slowest, performance.now() - startedAt);
        }
        resolve();
      }
    };
    const sent = send({
      port, host: '127.0.0.1', agent, method: isWrite ? 'POST' : 'GET', path: `/api/orders/${act}`,
      headers: {
        authorization: `Bearer ${tokens[number % tokens.length]}`, 'x-forwarded-for': `10.0.${number % 20}.${number % 250}`,
        ...(isWrite ? { 'content-length': 2000 } : {}),
      },
    });
    sent.on('error', () => tell(kind === 'gone' ? 'gone' : 'broken'));
    sent.on('response', (answer) => {
      answer.resume();
      answer.on('end', () => tell(answer.complete ? String(answer.statusCode) : 'broken'));
      answer.on('error', () => tell('broken'));
    });
    sent.end(isWrite ? 'x'.repeat(2000) : undefined);
    if (kind === 'gone') {
      setTimeout(() => sent.destroy(new Error('gone')), 20);
    }
  });
}

async function worker() {
  while (next < count) {
    next += 1;
    await one(next);
  }
}

await Promise.all(Array.from({ length: atOnce }, worker));
agent.destroy();
console.log(JSON.stringify({ found, slowest: Math.round(slowest) }));
