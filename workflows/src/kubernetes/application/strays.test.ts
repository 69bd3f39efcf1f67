import { strayAddresses, strayText } from './strays';

const slice = (...addresses: string[]) => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name: 'my-backend-1', namespace: 'shop' },
  endpoints: addresses.map(address => ({ addresses: [address] })),
});
const pod = (podIP?: string, ...more: string[]) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'a', namespace: 'shop' },
  status: { podIP, podIPs: more.map(ip => ({ ip })) },
});
const service = (selector?: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'my-backend', namespace: 'shop' },
  spec: { selector },
});

it('finds no strays among addresses of pods, of both families', () => {
  const pods = [pod('10.0.0.1'), pod('10.0.0.2', '10.0.0.2', 'fd00::2'), pod()];
  expect(strayAddresses([slice('10.0.0.1'), slice('10.0.0.2', 'fd00::2')], pods)).toEqual([]);
  expect(strayAddresses([], [])).toEqual([]);
  expect(strayAddresses([{ ...slice(), endpoints: undefined }], [])).toEqual([]);
});

it('finds addresses and names that are no pods’, each once', () => {
  expect(
    strayAddresses(
      [slice('10.0.0.1', '10.9.9.9'), slice('10.9.9.9', 'example.com')],
      [pod('10.0.0.1')],
    ),
  ).toEqual(['10.9.9.9', 'example.com']);
});

it('says what is wrong with a Service', () => {
  expect(strayText(service({ app: 'a' }), [])).toBeUndefined();
  expect(strayText(service(), [])).toMatch(/^Service shop\/my-backend has no selector: /);
  expect(strayText(service({}), [])).toMatch(/has no selector/);
  expect(strayText(service({ app: 'a' }), ['10.9.9.9'])).toBe(
    'Service shop/my-backend leads to 10.9.9.9, which is no pod of its namespace',
  );
  expect(strayText(service({ app: 'a' }), ['10.9.9.9', 'a', 'b'])).toMatch(/10.9.9.9 and 2 more,/);
});
