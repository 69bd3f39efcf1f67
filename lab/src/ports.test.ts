import { createServer, type AddressInfo } from 'node:net';
import { listeningInodes, requireFreePort } from './ports';

test('a taken port is named with its purpose and its owner', async () => {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await expect(requireFreePort(port, 'API server of cluster-1')).rejects.toThrow(
    new RegExp(
      `^port ${port} \\(API server of cluster-1\\) is taken by process ${process.pid} \\(.*node`,
    ),
  );
  await new Promise(resolve => server.close(resolve));
  await expect(requireFreePort(port, 'API server of cluster-1')).resolves.toBeUndefined();
});

test('only listening sockets of that port count', () => {
  const table = [
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
    '   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 111 1 0',
    '   1: 0100007F:1F90 0100007F:C000 01 00000000:00000000 00:00000000 00000000     0        0 222 1 0',
    '   2: 0100007F:1F91 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 333 1 0',
    '',
  ].join('\n');
  expect(listeningInodes(table, 8080)).toEqual(['111']);
  expect(listeningInodes(table, 8082)).toEqual([]);
});
