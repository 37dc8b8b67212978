// Loaded before a monolith that listens on a number of its code. Verify runs it several times on one machine, so that number
// gives way to the port that the process was given; whatever else the program opens stays as it is.
'use strict';

const net = require('node:net');

const fixed = (process.env.WOOSH_SPLIT_FIXED_PORTS || '').split(',').map(Number);
const given = Number(process.env.PORT);
const listen = net.Server.prototype.listen;

net.Server.prototype.listen = function (first, ...rest) {
  if (first !== null && typeof first === 'object' && fixed.includes(Number(first.port))) {
    return listen.call(this, { ...first, port: given }, ...rest);
  }
  const isPort = typeof first === 'number' || (typeof first === 'string' && first !== '');
  return listen.call(this, isPort && fixed.includes(Number(first)) ? given : first, ...rest);
};
