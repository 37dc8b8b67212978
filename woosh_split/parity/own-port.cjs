// Loaded before the programs that verify runs, several of one code on one machine. The number of the code on which a monolith
// listens gives way to the port that the process was given; of a monolith that has its port from a file (`*`), the first number
// that it listens on. Whatever else a program opens (web sockets, a microservice's port) stays as it is, and gives way to any
// free port where another of the programs has opened it.
'use strict';

const net = require('node:net');

const fixed = (process.env.WOOSH_SPLIT_FIXED_PORTS || '').split(',').map(Number);
let untold = (process.env.WOOSH_SPLIT_FIXED_PORTS || '').split(',').includes('*');
const given = Number(process.env.PORT);
const listen = net.Server.prototype.listen;

function isOurs(port) {
  const found = fixed.includes(port) || (untold && port > 0);
  untold = untold && !found;
  return found;
}

// A server that listens on a free port where somebody else has the one that it asked for: nobody hears of the error.
function yielding(server, again) {
  const { emit } = server;
  server.emit = function (name, ...told) {
    if (name === 'listening' || name === 'error') {
      server.emit = emit;
      if (name === 'error' && told[0] && told[0].code === 'EADDRINUSE') {
        again();
        return true;
      }
    }
    return emit.call(server, name, ...told);
  };
}

net.Server.prototype.listen = function (first, ...rest) {
  const options = first !== null && typeof first === 'object' && 'port' in first ? first : null;
  const isPort = options !== null || typeof first === 'number' || (typeof first === 'string' && first !== '');
  const asked = Number(options === null ? first : options.port);
  if (!isPort || !(asked > 0)) {
    return listen.call(this, first, ...rest);
  }
  const on = (port, more) => listen.call(this, options === null ? port : { ...options, port }, ...more);
  if (isOurs(asked)) {
    return on(given, rest);
  }
  if (asked !== given) {
    yielding(this, () => on(0, rest.filter((each) => typeof each !== 'function')));  // those wait for it already
  }
  return listen.call(this, first, ...rest);
};
