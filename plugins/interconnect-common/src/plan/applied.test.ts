import {
  appliedClusters,
  applyStep,
  exposedServices,
  noteStarted,
  noteSucceeded,
  removeStep,
  startStep,
} from './applied';
import { plan } from './plan';
import { shop } from './__testUtils__/shop';
import { standing } from './__testUtils__/standing';
import { AppliedNetwork } from './types';

const { steps } = plan({}, shop());
const step = (id: string) => steps.find(one => one.id === id)!;
const server = step('deployApplication:my-backend@cluster-1');
const exposed = [
  {
    application: 'my-backend',
    cluster: 'cluster-1',
    namespace: 'shop',
    name: 'my-backend',
    port: 8080,
  },
];

describe('the record of what is applied', () => {
  it('has a started step as partial and a finished one as applied, and leaves its argument alone', () => {
    const nothing = Object.freeze({});
    const started = startStep(nothing, server);
    expect(started).toEqual({
      [server.id]: { input: server.input, digest: server.digest, state: 'partial' },
    });
    const applied = applyStep(Object.freeze(started), server, { exposed });
    expect(applied[server.id]).toEqual({
      input: server.input,
      digest: server.digest,
      state: 'applied',
      exposed,
    });
    expect(removeStep(Object.freeze(applied), server)).toEqual({});
  });

  it('keeps what a server exposed while it is applied again, until that succeeds', () => {
    const applied = applyStep({}, server, { exposed });
    expect(startStep(applied, server)[server.id]).toMatchObject({ state: 'partial', exposed });
    expect(applyStep(startStep(applied, server), server)[server.id].exposed).toBeUndefined();
  });

  it('marks what is being removed as partial and forgets it when it is gone', () => {
    const applied = standing(shop());
    const removal = plan(applied, undefined).steps.find(({ id }) => id === server.id)!;
    const started = startStep(applied, removal);
    expect(started[server.id]).toEqual({ ...applied[server.id], state: 'partial' });
    expect(applyStep(started, removal)).not.toHaveProperty([server.id]);
  });

  it('never has verify', () => {
    const verify = step('verify');
    expect(applyStep(startStep({}, verify), verify)).toEqual({});
  });

  it('changes in place what it owns', () => {
    const record: AppliedNetwork = {};
    noteStarted(record, server);
    expect(record).toEqual(startStep({}, server));
    noteSucceeded(record, server, { exposed });
    expect(record).toEqual(applyStep({}, server, { exposed }));
    noteSucceeded(record, { ...server, action: 'remove' });
    expect(record).toEqual({});
    noteStarted(record, step('verify'));
    expect(record).toEqual({});
  });

  it('tells what servers expose', () => {
    const other = {
      ...server,
      id: 'deployApplication:other@cluster-2',
      input: { ...server.input, application: 'other', cluster: 'cluster-2' },
    } as typeof server;
    const more = [{ ...exposed[0], application: 'other', cluster: 'cluster-2', name: 'other' }];
    const applied = applyStep(applyStep({}, other, { exposed: more }), server, { exposed });
    expect(exposedServices(applied)).toEqual([...exposed, ...more]);
  });

  it('names the clusters on which something stands, the hub first', () => {
    expect(appliedClusters(standing(shop()))).toEqual(['cluster-1', 'cluster-2', 'cluster-3']);
    expect(appliedClusters({})).toEqual([]);
  });
});
