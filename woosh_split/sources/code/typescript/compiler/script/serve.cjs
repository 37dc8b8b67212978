'use strict';
// Answers questions about a TypeScript project, one JSON object a line, with the project's own compiler.
// It has no dependency: `typescript` is resolved from the folder that is given as the first argument.

const readline = require('readline');
const path = require('path');
const { createRequire } = require('module');

const folder = path.resolve(process.argv[2] || '.');

function loadCompiler() {
  let found;
  try {
    found = createRequire(path.join(folder, 'package.json')).resolve('typescript');
  } catch (error) {
    return { refused: 'absent' };
  }
  const ts = require(found);
  const [major, minor] = String(ts.version).split('.').map(Number);
  if (!ts.createProgram || major < 4 || (major === 4 && minor < 5)) {
    return { refused: 'version', version: String(ts.version) };
  }
  return { ts };
}

function answerer(ts) {
  const { createDisk } = require('./disk.cjs');
  const { createPrograms } = require('./programs.cjs');
  const disk = createDisk(ts);
  const programs = createPrograms(ts, disk);
  return {
    diagnose: (question) => require('./diagnose.cjs').diagnose(ts, programs, question),
    uses: (question) => require('./uses.cjs').uses(ts, programs, question),
    rows: (question) => require('./rows.cjs').rows(ts, programs, question),
    contracts: (question) => require('./contracts.cjs').contracts(ts, programs, question),
  };
}

function main() {
  const say = (value) => process.stdout.write(JSON.stringify(value) + '\n');
  const { ts, refused, version } = loadCompiler();
  if (refused) {
    say({ refused, version });
    return;
  }
  const answers = answerer(ts);
  say({ ready: true, version: ts.version });
  const lines = readline.createInterface({ input: process.stdin, terminal: false });
  lines.on('line', (line) => {
    try {
      const { ask, ...question } = JSON.parse(line);
      say({ answer: answers[ask](question) });
    } catch (error) {
      say({ failed: error && error.unreadable ? error.unreadable : String((error && error.stack) || error),
            input: Boolean(error && error.unreadable) });
    }
  });
  lines.on('close', () => process.exit(0));
}

main();
