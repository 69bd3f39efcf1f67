import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { partsSaidIn, quotedIn, wordsOfNobody } from './__testUtils__/messages';
import { root } from './pages';

const said = partsSaidIn(
  ...['interconnect-common', 'interconnect-node', 'interconnect-backend'].map(name =>
    join(root, 'plugins', name, 'src'),
  ),
  join(root, 'workflows/src'),
);

/** Kubernetes' and Skupper's own words, which are handed on. */
const ofOthers = [
  'field is immutable',
  'duplicate entries for key',
  'etcdserver: request is too large',
  'Unhealthy: Readiness probe failed: HTTP probe failed with statuscode',
  'nodes are available',
  'violates PodSecurity',
  'exceeded quota',
  'already exists in namespace',
];

/** Names of the page's examples, kinds, and reasons as Kubernetes and Skupper give them. */
const isName =
  /^(api|apps|web|dns|cart|pay|aws|shop|store|first|second|TCP|UDP|[A-Z][a-z]+([A-Z][a-zA-Z]*)*|get|create|patch|delete|ingresses|info)$/;

const page = readFileSync(join(root, 'docs/troubleshooting.md'), 'utf8');

it.each(quotedIn(page))('%s is what people get', text => {
  expect(wordsOfNobody(text, [...ofOthers, ...said], isName)).toEqual([]);
});

it('a text that nobody gives is found', () => {
  const words = (text: string) => wordsOfNobody(text, said, isName);
  expect(words('container web, keeps crashing: exit code 1')).toEqual(['keeps', 'crashing']);
  expect(words('container web, does not stay up: ended with exit code 1')).toEqual([]);
});
