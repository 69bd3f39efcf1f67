import { failuresOf } from './failures';

const failed = (fullName: string, ...failureMessages: string[]) => ({
  fullName,
  status: 'failed',
  failureMessages,
});
const passed = { fullName: 'works', status: 'passed', failureMessages: [] };
const file = (name: string, assertionResults: any[], message = '') => ({
  name: `/checkout/${name}`,
  status: message || assertionResults.includes(passed) ? 'failed' : 'passed',
  message,
  assertionResults,
});

test('says of each test that failed why, without colours and stack', () => {
  const why = '\u001b[31mRollout r1 is Blocked\u001b[39m\nlink: Failed\n    at Object.f (a.ts:1:2)';
  const report = { testResults: [file('a.test.ts', [passed, failed('networks link', why)])] };
  expect(failuresOf(report, '/checkout')).toEqual([
    'a.test.ts: networks link\n  Rollout r1 is Blocked\n  link: Failed',
  ]);
});

test('says why a file could not be run', () => {
  const report = { testResults: [file('b.test.ts', [], 'Cannot find module x')] };
  expect(failuresOf(report, '/checkout')).toEqual(['b.test.ts\n  Cannot find module x']);
});

test('cuts what is long', () => {
  const lines = Array.from({ length: 50 }, () => 'x'.repeat(500)).join('\n');
  const [text] = failuresOf({ testResults: [file('c', [failed('long', lines)])] }, '/checkout');
  expect(text.split('\n')).toHaveLength(9);
  expect(Math.max(...text.split('\n').map(line => line.length))).toBe(202);
});

test('has nothing to say of tests that passed', () => {
  expect(failuresOf({ testResults: [{ ...file('d', [passed]), status: 'passed' }] }, '/')).toEqual(
    [],
  );
});
