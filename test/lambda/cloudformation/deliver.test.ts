import * as http from 'node:http';
import { AddressInfo } from 'node:net';
import { deliverer } from '../../../lambda/cloudformation/deliver';

/** A server that gives these answers in order, repeats the last one, and records the requests. */
async function serving(statuses: Array<number | 'reset'>) {
  const requests: Array<{ method?: string; type?: string; length?: string; body: string }> = [];
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', chunk => { body += chunk; });
    request.on('end', () => {
      const status = statuses[Math.min(requests.length, statuses.length - 1)];
      requests.push({ method: request.method, type: request.headers['content-type'], length: request.headers['content-length'], body });
      if (status === 'reset') request.socket.destroy();
      else response.writeHead(status).end('thanks');
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const pauses: number[] = [];
  const deliver = deliverer({ now: () => 0, sleep: async pause => void pauses.push(pause) }, attempt => attempt * 10);
  const outcome = await deliver(`http://127.0.0.1:${(server.address() as AddressInfo).port}/answer?signature=s3cr3t`, '{"Status":"SUCCESS","Reason":"ü"}')
    .then(() => undefined, (error: Error) => error);
  server.closeAllConnections();
  await new Promise(resolve => server.close(resolve));
  return { requests, pauses, outcome };
}

test('a response is sent once by PUT, with an empty content type and its length in bytes', async () => {
  const { requests, pauses, outcome } = await serving([200]);
  expect(outcome).toBeUndefined();
  expect(requests).toEqual([{ method: 'PUT', type: '', length: '34', body: '{"Status":"SUCCESS","Reason":"ü"}' }]);
  expect(pauses).toEqual([]);
});

test('after an error or a broken connection, it is sent again after a pause', async () => {
  const { requests, pauses, outcome } = await serving([503, 'reset', 200]);
  expect(outcome).toBeUndefined();
  expect(requests).toHaveLength(3);
  expect(pauses).toEqual([10, 20]);
});

test('after the last attempt, the error does not contain the address', async () => {
  const { requests, outcome } = await serving([403]);
  expect(requests).toHaveLength(6);
  expect(outcome?.message).toBe('the response could not be delivered in 6 attempts: HTTP status 403');
});

test('an address that refuses connections is not leaked', async () => {
  const deliver = deliverer({ now: () => 0, sleep: async () => {} }, () => 0);
  await expect(deliver('http://127.0.0.1:1/answer?signature=s3cr3t', '{}')).rejects.toThrow(/^the response could not be delivered in 6 attempts: (?!.*s3cr3t)/);
});
