import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';

const preload = join(__dirname, 'podNetwork.cjs');
const asked: unknown[] = [];
let agent: Server;

/** Knows one name and has trouble with another, as a node agent might. */
beforeAll(async () => {
  agent = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const { name } = JSON.parse(text);
    asked.push(JSON.parse(text));
    if (name === 'trouble.shop.svc') response.statusCode = 500;
    else if (!name.startsWith('my-backend')) response.statusCode = 404;
    response.end(JSON.stringify({ address: '127.0.0.1' }));
  });
  await new Promise<void>(resolve => agent.listen(0, '127.0.0.1', resolve));
});
afterAll(() => agent.close());

/** Runs a script in a process with the preload; its value is what it prints as JSON. */
async function inPod(script: string, args = ['--eval']): Promise<unknown> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--require', preload, ...args, script],
    {
      env: {
        POD_ADDRESS: '127.157.0.9',
        POD_NAMESPACE: 'shop',
        LAB_NODE_PORT: String((agent.address() as AddressInfo).port),
      },
    },
  );
  return JSON.parse(stdout);
}

const listening = (call: string) =>
  inPod(`
    const server = require('node:http').createServer();
    server.on('listening', () => { console.log(JSON.stringify(server.address())); process.exit(); });
    server.listen(${call});`);

describe('podNetwork', () => {
  it.each([
    '0',
    '0, () => {}',
    "'0'",
    "0, '0.0.0.0'",
    "0, '::', 5",
    '0, undefined, () => {}',
    '{ port: 0 }',
    "{ port: 0, host: '0.0.0.0' }, () => {}",
    '() => {}',
    '',
  ])('listen(%s) is on the address of the pod', async call => {
    expect(await listening(call)).toMatchObject({ address: '127.157.0.9' });
  });

  it('leaves a program that names an address alone', async () => {
    expect(await listening("0, '127.0.0.1'")).toMatchObject({ address: '127.0.0.1' });
    expect(await listening("{ port: 0, host: '127.0.0.3' }")).toMatchObject({
      address: '127.0.0.3',
    });
    expect(await listening("'\\0interconnect-test'")).toBe('\0interconnect-test');
  });

  it('asks the node agent for names, in every way that programs look them up', async () => {
    const answers = await inPod(`
      const dns = require('node:dns');
      const { promisify } = require('node:util');
      const name = 'my-backend.interconnect.svc.cluster.local';
      (async () => console.log(JSON.stringify([
        await new Promise(r => dns.lookup(name, (e, address, family) => r([address, family]))),
        await new Promise(r => dns.lookup(name, { all: true }, (e, all) => r(all))),
        await dns.promises.lookup(name),
        await dns.promises.lookup(name, { all: true }),
        await promisify(dns.lookup)(name),
        await dns.promises.lookup('127.0.0.7'),
      ])))();`);
    const found = { address: '127.0.0.1', family: 4 };
    const other = { address: '127.0.0.7', family: 4 };
    expect(answers).toEqual([['127.0.0.1', 4], [found], found, [found], found, other]);
    expect(asked).toContainEqual({
      name: 'my-backend.interconnect.svc.cluster.local',
      namespace: 'shop',
    });
  });

  it('works for ES modules, fetch and http', async () => {
    const { port } = agent.address() as AddressInfo;
    const url = `http://my-backend.shop:${port}/resolve`;
    const script = `
      import { lookup } from 'node:dns/promises';
      const { address } = await lookup('my-backend');
      const body = JSON.stringify({ name: 'my-backend' });
      const answer = await fetch('${url}', { method: 'POST', body });
      console.log(JSON.stringify([address, await answer.json()]));`;
    expect(await inPod(script, ['--input-type=module', '--eval'])).toEqual([
      '127.0.0.1',
      { address: '127.0.0.1' },
    ]);
  });

  it("never asks anybody else for the cluster's own names", async () => {
    const answers = await inPod(`
      const dns = require('node:dns');
      const code = name => dns.promises.lookup(name).then(() => 'found', error => error.code);
      (async () => console.log(JSON.stringify([
        await code('nobody.shop.svc.cluster.local'), await code('trouble.shop.svc'),
      ])))();`);
    expect(answers).toEqual(['ENOTFOUND', 'EAI_AGAIN']);
  });

  it('leaves localhost and names that the cluster does not know to this computer', async () => {
    const answers = await inPod(`
      const dns = require('node:dns');
      const code = name => dns.promises.lookup(name, 4).then(a => a.address, error => error.syscall);
      (async () => console.log(JSON.stringify([
        await code('localhost'), await code('nobody.invalid'),
      ])))();`);
    expect(answers).toEqual(['127.0.0.1', 'getaddrinfo']);
  });
});
