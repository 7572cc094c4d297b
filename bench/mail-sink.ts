/** A thread: an SMTP server that takes everything at once and keeps nothing. It tells its port to whoever started it. */
import { createServer, type AddressInfo } from 'node:net';
import { parentPort } from 'node:worker_threads';

const END = Buffer.from('\r\n.\r\n');

const server = createServer((socket) => {
  let content = false;
  let rest = Buffer.alloc(0);
  socket.setNoDelay(true);
  socket.on('error', () => undefined);
  socket.write('220 sink\r\n');
  socket.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const end = rest.indexOf(content ? END : '\r\n');
      if (end < 0) {
        // Of a message only what could be the beginning of its end is kept.
        if (content) rest = rest.subarray(Math.max(0, rest.length - END.length));
        return;
      }
      const line = content ? '' : rest.subarray(0, end).toString('latin1').toUpperCase();
      rest = rest.subarray(end + (content ? END.length : 2));
      if (content) {
        content = false;
        socket.write('250 taken\r\n');
      } else if (line.startsWith('EHLO')) socket.write('250-sink\r\n250 PIPELINING\r\n');
      else if (line === 'DATA') {
        content = true;
        socket.write('354 go on\r\n');
      } else if (line === 'QUIT') socket.end('221 bye\r\n');
      else socket.write('250 ok\r\n');
    }
  });
});
server.listen(0, '127.0.0.1', () => {
  parentPort?.postMessage((server.address() as AddressInfo).port);
});
