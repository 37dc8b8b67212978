// Who answers, according to the compiled matcher: argv[2] is the gateway's folder, stdin has a table a line and its requests.
// With --time: how long one answer takes, in microseconds of CPU.
import { readFileSync } from 'node:fs';

const { readTable } = await import(`${process.argv[2]}/dist/routing/generated/table.js`);
const { Matcher } = await import(`${process.argv[2]}/dist/routing/generated/matcher.js`);
const { table, requests } = JSON.parse(readFileSync(0, 'utf8'));
const matcher = new Matcher(readTable(JSON.stringify(table)));
const find = ([method, target, version]) => matcher.find(method, target, () => version)?.id ?? null;

if (process.argv.includes('--time')) {
  const rounds = 200_000;
  for (let n = 0; n < rounds; n += 1) find(requests[n % requests.length]);
  const before = process.cpuUsage();
  for (let n = 0; n < rounds; n += 1) find(requests[n % requests.length]);
  const { user, system } = process.cpuUsage(before);
  console.log(JSON.stringify((user + system) / rounds));
} else {
  console.log(JSON.stringify(requests.map(find)));
}
