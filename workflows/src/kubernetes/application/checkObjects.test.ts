import { type ClusterClient, failure, type KubernetesObject } from '../client';
import { checkObjects, replacedText, requireAccepted } from './checkObjects';

const object = (kind: string, name: string, apiVersion = 'v1'): KubernetesObject => ({
  apiVersion,
  kind,
  metadata: { name, namespace: 'shop' },
});
const job = object('Job', 'migrate', 'batch/v1');
const web = object('Deployment', 'web', 'apps/v1');
const pod = object('Pod', 'one');

/** A cluster that answers about objects by their names. */
function accountWith(answers: Record<string, Error | string[]>) {
  const tryApply = async ({ metadata }: KubernetesObject) => {
    const answer = answers[metadata.name] ?? [];
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const tryReplace = async ({ metadata }: KubernetesObject) => {
    const answer = answers[`new ${metadata.name}`];
    if (answer instanceof Error) throw answer;
  };
  return { cluster: 'cluster-1', tryApply, tryReplace } as unknown as ClusterClient;
}

const check = (objects: KubernetesObject[], answers: Record<string, Error | string[]>) =>
  checkObjects(accountWith(answers), objects, {});

it('accepts, and hands on what Kubernetes warns of', async () => {
  const verdicts = await check([web], { web: ['is deprecated'] });
  expect(verdicts).toEqual([{ object: web, answer: 'apply', warnings: ['is deprecated'] }]);
  expect(() => requireAccepted(verdicts)).not.toThrow();
  expect(replacedText(verdicts)).toBe('');
});

it('replaces a Job and a bare Pod that cannot be changed, and nothing else', async () => {
  const immutable = failure('immutable', 'cluster-1 cannot change it');
  const bare = {
    ...job,
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...job.metadata, name: 'bare' },
  };
  const answers = { migrate: immutable, bare: immutable, web: immutable };
  const verdicts = await check([job, bare, web], answers);
  expect(verdicts.map(({ answer }) => answer)).toEqual(['replace', 'replace', 'refuse']);
  expect(replacedText(verdicts)).toBe('replaced Job shop/migrate, Pod shop/bare');
  expect(() => requireAccepted(verdicts)).toThrow('cluster-1 cannot change it');
});

it('removes no Job in whose place the cluster would take no other', async () => {
  const verdicts = await check([job], {
    migrate: failure('immutable', 'cluster-1 cannot change it'),
    'new migrate': failure('forbidden', 'quota'),
  });
  expect(verdicts).toMatchObject([{ answer: 'refuse', failure: { message: 'quota' } }]);
});

it('asks about all objects, and names all that are refused', async () => {
  const verdicts = await check([job, web, pod], {
    migrate: failure('forbidden', 'one'),
    one: failure('invalidInput', 'two'),
  });
  let thrown: unknown;
  try {
    requireAccepted(verdicts);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toMatchObject({ type: 'Forbidden', nonRetryable: true, message: 'one; two' });
});

it('does not repeat a long list', async () => {
  const objects = Array.from({ length: 7 }, (_, index) => object('ConfigMap', `c${index}`));
  const answers = objects.map(({ metadata }) => [metadata.name, failure('invalidInput', 'no')]);
  const verdicts = await check(objects, Object.fromEntries(answers));
  expect(() => requireAccepted(verdicts)).toThrow('no; no; no; no; no; and 2 more');
});

it('does not refuse a Pod for a ServiceAccount of its own manifest', async () => {
  const refused = failure(
    'forbidden',
    'pods "one" is forbidden: error looking up service account shop/web: serviceaccount "web" not found',
  );
  const account = object('ServiceAccount', 'web');
  expect(await check([account, pod], { one: refused })).toMatchObject([
    { answer: 'apply' },
    { answer: 'apply' },
  ]);
  expect(await check([pod], { one: refused })).toMatchObject([{ answer: 'refuse' }]);
});

it.each(['unreachable', 'conflict', 'unauthorized', 'clusterError', 'notFound'] as const)(
  '%s ends the check: it is not about an object',
  async type => {
    const error = failure(type, 'away');
    await expect(check([web], { web: error })).rejects.toBe(error);
  },
);
