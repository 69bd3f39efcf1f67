import { nearest } from './nearest';

const kinds = ['Deployment', 'DaemonSet', 'Job', 'CronJob', 'Pod', 'Service', 'ServiceAccount'];

it.each([
  ['deployment', 'Deployment'],
  ['Deployments', 'Deployment'],
  ['Deploymnet', 'Deployment'],
  ['Demonset', 'DaemonSet'],
  ['JOB', 'Job'],
  ['Jobs', 'Job'],
  ['Services', 'Service'],
  ['Job', 'Job'],
  ['Jab', 'Job'],
  ['Pot', 'Pod'],
  ['Route', undefined],
  ['Xyz', undefined],
  ['', undefined],
  ['x'.repeat(100_000), undefined],
])('%.20s is near to %s', (written, meant) => {
  expect(nearest(written, kinds)).toBe(meant);
});
