// A service that answers, and one that breaks in every way: what it does stands in the path.
import { createServer } from 'node:http';

const body = JSON.stringify({ data: 'x'.repeat(1000) });

createServer((request, response) => {
  const act = request.url.split('?', 1)[0].split('/').pop();
  request.resume();
  request.on('end', () => {
    switch (act) {
      case 'reset':
        return request.socket.destroy();
      case 'half':
        response.writeHead(200, { 'Content-Length': 5000 });
        response.write(body);
        return setTimeout(() => request.socket.destroy(), 5);
      case 'hang':
        return undefined;
      default:
        response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': body.length });
        return response.end(body);
    }
  });
  request.on('error', () => undefined);
}).listen(Number(process.env.PORT), '127.0.0.1');
