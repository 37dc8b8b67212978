// Loaded before a monolith that listens on a number of its code. Verify runs it several times on one machine, so that number
// gives way to the port that the process was given; whatever else the program opens stays as it is. Of a monolith that has its
// port from a file (`*`), the first number that it listens on gives way.
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

net.Server.prototype.listen = function (first, ...rest) {
  if (first !== null && typeof first === 'object' && isOurs(Number(first.port))) {
    return listen.call(this, { ...first, port: given }, ...rest);
  }
  const isPort = typeof first === 'number' || (typeof first === 'string' && first !== '');
  return listen.call(this, isPort && isOurs(Number(first)) ? given : first, ...rest);
};
