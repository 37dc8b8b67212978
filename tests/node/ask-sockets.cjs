// Who answers on a path of sockets, by each transport: node ask-sockets.cjs http://127.0.0.1:8080 /live
const { io } = require('socket.io-client');

const [, , base, path] = process.argv;

function ask(transports) {
  return new Promise((resolve) => {
    const socket = io(base, { path, transports, upgrade: false, forceNew: true, reconnection: false, timeout: 10_000 });
    const end = (said) => {
      socket.close();
      resolve(said);
    };
    socket.once('connect', () => socket.emit('who'));
    socket.once('connect_error', (error) => end(`error: ${error.message}`));
    socket.once('is', end);
  });
}

(async () => {
  console.log(JSON.stringify([await ask(['polling']), await ask(['websocket'])]));
  process.exit(0);
})();
