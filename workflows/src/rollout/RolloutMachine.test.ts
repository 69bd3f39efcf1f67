import {
  rollbackPlan,
  type RolloutInput,
  type RolloutCommandName,
} from '@interconnect/backstage-plugin-interconnect-common';
import { RolloutMachine } from './RolloutMachine';
import type { Window } from './startSteps';
import type { StepStart } from './stepStart';
import { appliedAll, inputFor, manifests, shop } from '../testing';

const wide: Window = { steps: 1000, manifestLength: 1_000_000 };
const by = 'user:default/guest';

function machineFor(input: RolloutInput): RolloutMachine {
  return new RolloutMachine(input);
}

/** What the workflow does when the way forward has stopped. */
function planRollback(machine: RolloutMachine): void {
  const base = machine.rollbackBase;
  if (!base) return;
  let steps;
  try {
    steps = rollbackPlan(base).steps;
  } catch (error) {
    machine.rollbackNotPlanned((error as Error).message);
    return;
  }
  machine.rollbackPlanned(steps);
}

/**
 * Starts what may start and ends it well, but for what `failing` names, until nothing more starts.
 */
function runAll(machine: RolloutMachine, failing: Record<string, string> = {}): StepStart[] {
  const started: StepStart[] = [];
  planRollback(machine);
  for (let starts = machine.start(wide); starts.length > 0; starts = machine.start(wide)) {
    started.push(...starts);
    for (const { id, argument } of starts) {
      if (failing[id]) machine.failed(id, failing[id]);
      else machine.completed(id, id.includes('my-backend') ? { exposed: exposedBy(argument) } : {});
    }
  }
  return started;
}

function exposedBy({ input }: StepStart['argument']) {
  if (input.kind !== 'deployApplication') return [];
  const { application, cluster, namespace } = input;
  return [{ application, cluster, namespace, name: application, port: 8080 }];
}

const refused = (machine: RolloutMachine, update: RolloutCommandName, steps?: string[]) =>
  machine.refusal(update, { by, ...(steps && { steps }) });

describe('RolloutMachine', () => {
  it('ends as Succeeded when all steps are done', () => {
    const machine = machineFor(inputFor(shop(2)));
    expect(machine.state).toBe('Running');
    expect(machine.ended).toBeUndefined();
    const started = runAll(machine);
    expect(started).toHaveLength(14);
    expect(started[0]).toMatchObject({
      activityId: 'createNetwork@cluster-1/1',
      activityType: 'createNetwork',
      summary: 'cluster-1: create network shop in namespace interconnect-shop',
    });
    expect(machine.ended).toEqual({ state: 'Succeeded', failed: [] });
  });

  it('has nothing to do for an empty plan', () => {
    const desired = shop(2);
    const machine = machineFor(inputFor(desired, { applied: appliedAll(desired) }));
    expect(machine.ended).toEqual({ state: 'Succeeded', failed: [] });
  });

  it('hands manifests to applications, and exposed services to whoever publishes them', () => {
    const started = runAll(machineFor(inputFor(shop(1))));
    const argument = (id: string) => started.find(start => start.id === id)?.argument;
    const [manifest] = Object.values(manifests);
    expect(argument('deployApplication:my-backend@cluster-1')?.manifest).toBe(manifest);
    expect(argument('deploySkupper@cluster-2')).not.toHaveProperty('manifest');
    expect(argument('deploySkupper@cluster-2')).not.toHaveProperty('exposed');
    const exposed = [
      {
        application: 'my-backend',
        cluster: 'cluster-1',
        namespace: 'shop',
        name: 'my-backend',
        port: 8080,
      },
    ];
    expect(argument('linkSpoke@cluster-2')).not.toHaveProperty('exposed');
    expect(argument('publishServices@cluster-2')?.exposed).toEqual(exposed);
    expect(argument('publishServices@cluster-1')?.exposed).toEqual(exposed);
    expect(argument('verify')?.exposed).toEqual(exposed);
  });

  it('knows what servers exposed in earlier rollouts', () => {
    const applied = appliedAll(shop(1));
    const started = runAll(machineFor(inputFor(shop(2), { applied })));
    expect(started.map(({ id }) => id)).not.toContain('deployApplication:my-backend@cluster-1');
    expect(started.find(({ id }) => id === 'publishServices@cluster-3')?.argument.exposed).toEqual([
      expect.objectContaining({ name: 'my-backend', port: 8080 }),
    ]);
  });

  it('keeps within the window', () => {
    const machine = machineFor(inputFor(shop(10)));
    const start = (steps: number) => machine.start({ ...wide, steps }).map(({ id }) => id);
    expect(start(3)).toEqual(['createNetwork@cluster-1']);
    machine.completed('createNetwork@cluster-1', {});
    expect(start(3)).toHaveLength(3);
    expect(start(3)).toEqual([]);
    machine.completed('deploySkupper@cluster-2', {});
    expect(start(3)).toHaveLength(1);
    expect(machine.report().running).toHaveLength(3);
  });

  it('hands over only so many bytes of manifests in one go, but always one', () => {
    const desired = shop(4);
    const applied = appliedAll(desired);
    for (const id of Object.keys(applied)) if (id.includes('my-frontend')) delete applied[id];
    const machine = machineFor(inputFor(desired, { applied }));
    const length = Object.values(manifests)[0].length;
    expect(machine.start({ steps: 10, manifestLength: 2 * length })).toHaveLength(2);
    expect(machine.start({ steps: 10, manifestLength: 1 })).toHaveLength(1);
    expect(machine.start(wide)).toHaveLength(1);
  });

  it('refuses a plan whose manifests were not handed over', () => {
    expect(() => machineFor(inputFor(shop(1), { manifests: {} }))).toThrow(
      /^Step deployApplication:my-backend@cluster-1 needs the manifest [0-9a-f]{64}, which was not handed over$/,
    );
  });

  describe('with failed steps', () => {
    const failing = { 'linkSpoke@cluster-2': 'no route' };

    it('does what does not need them, then waits for a person', () => {
      const machine = machineFor(inputFor(shop(2)));
      const started = runAll(machine, failing).map(({ id }) => id);
      expect(started).toContain('deployApplication:my-frontend@cluster-3');
      expect(started).not.toContain('deployApplication:my-frontend@cluster-2');
      expect(started).not.toContain('verify');
      expect(machine.state).toBe('Blocked');
      expect(machine.ended).toBeUndefined();
      expect(machine.report()).toMatchObject({
        counts: { Succeeded: 10, Failed: 1, Pending: 3 },
        failed: [{ step: 'linkSpoke@cluster-2', error: 'no route' }],
      });
    });

    it('ends as Failed when nobody comes, or at once when nobody is waited for', () => {
      const waiting = machineFor(inputFor(shop(2)));
      runAll(waiting, failing);
      waiting.giveUp();
      expect(waiting.ended).toEqual({
        state: 'Failed',
        failed: [{ step: 'linkSpoke@cluster-2', error: 'no route' }],
      });
      const hasty = machineFor(inputFor(shop(2), { options: { blockedSeconds: 0 } }));
      runAll(hasty, failing);
      expect(hasty.state).toBe('Failed');
    });

    it('fails a step that completed with mismatches', () => {
      const machine = machineFor(inputFor(shop(0)));
      for (let starts = machine.start(wide); starts.length > 0; starts = machine.start(wide)) {
        starts.forEach(({ id }) =>
          machine.completed(id, id === 'verify' ? { mismatches: ['a is down', 'b'] } : {}),
        );
      }
      expect(machine.report().failed).toEqual([{ step: 'verify', error: 'a is down; b' }]);
    });

    it('retries them in the next round', () => {
      const machine = machineFor(inputFor(shop(2)));
      runAll(machine, failing);
      machine.command('retry', { by });
      expect(machine.state).toBe('Running');
      const started = runAll(machine);
      expect(started[0].activityId).toBe('linkSpoke@cluster-2/2');
      expect(machine.ended?.state).toBe('Succeeded');
    });

    it('retries and skips only what is named', () => {
      const machine = machineFor(inputFor(shop(3)));
      runAll(machine, { ...failing, 'linkSpoke@cluster-3': 'no route' });
      machine.command('retry', { by, steps: ['linkSpoke@cluster-3', 'linkSpoke@cluster-3'] });
      expect(machine.start(wide).map(({ activityId }) => activityId)).toEqual([
        'linkSpoke@cluster-3/2',
      ]);
      machine.command('skip', { by, steps: ['linkSpoke@cluster-2'] });
      expect(machine.start(wide).map(({ id }) => id)).toEqual(['publishServices@cluster-2']);
    });

    it('goes on without a server that failed: links, the services of others, clients', () => {
      const machine = machineFor(inputFor(shop(2)));
      const server = 'deployApplication:my-backend@cluster-1';
      const started = runAll(machine, { [server]: 'no image' });
      const publications = started.filter(({ id }) => id.startsWith('publishServices@'));
      expect(publications).toHaveLength(3);
      for (const { argument } of publications) {
        expect(argument).toMatchObject({ exposed: [], missing: [server] });
      }
      expect(machine.report().counts).toMatchObject({ Failed: 1, Pending: 1, Succeeded: 12 });
    });

    it('goes on behind skipped steps and may still succeed', () => {
      const machine = machineFor(inputFor(shop(2)));
      runAll(machine, failing);
      machine.command('skip', { by });
      runAll(machine);
      expect(machine.ended).toEqual({ state: 'Succeeded', failed: [] });
      expect(machine.report().counts).toMatchObject({ Skipped: 1, Succeeded: 13 });
    });
  });

  it('starts nothing while it is paused, and ends only when nothing is left', () => {
    const machine = machineFor(inputFor(shop(1)));
    machine.start(wide);
    machine.command('pause', { by });
    expect(machine.state).toBe('Paused');
    machine.failed('createNetwork@cluster-1', 'no');
    expect(machine.state).toBe('Paused');
    machine.command('retry', { by });
    expect(machine.start(wide)).toEqual([]);
    machine.command('resume', { by });
    expect(machine.state).toBe('Running');
    runAll(machine);
    expect(machine.state).toBe('Succeeded');
  });

  describe('rolled back', () => {
    it('waits for what runs, then undoes what was started, unfinished steps too', () => {
      const machine = machineFor(inputFor(shop(1)));
      machine.start(wide);
      machine.completed('createNetwork@cluster-1', {});
      expect(machine.start(wide).map(({ id }) => id)).toEqual([
        'deployLoadBalancer@cluster-1',
        'deploySkupper@cluster-2',
      ]);
      machine.command('rollback', { by, reason: 'wrong spoke' });
      expect(machine).toMatchObject({ state: 'RollingBack', isStopping: true, isGoingBack: false });
      expect(machine.start(wide)).toEqual([]);
      machine.failed('deployLoadBalancer@cluster-1', 'canceled');
      machine.completed('deploySkupper@cluster-2', {});
      planRollback(machine);
      expect(machine.rollbackBase).toBeUndefined();
      expect(machine).toMatchObject({ state: 'RollingBack', isStopping: false, isGoingBack: true });

      const started = runAll(machine);
      expect(started.map(({ activityId }) => activityId).sort()).toEqual([
        'rollback:createNetwork@cluster-1/1',
        'rollback:deployLoadBalancer@cluster-1/1',
        'rollback:deploySkupper@cluster-2/1',
      ]);
      expect(started.at(-1)).toMatchObject({
        activityType: 'undoCreateNetwork',
        summary: 'rollback: cluster-1: remove network shop and namespace interconnect-shop',
      });
      expect(machine.ended).toEqual({ state: 'RolledBack', failed: [] });
    });

    it('leads back to what was there before', () => {
      const previous = shop(1);
      const applied = appliedAll(previous);
      const machine = machineFor(inputFor(shop(2), { applied, previous }));
      runAll(machine, { verify: 'cluster-3 is down' });
      machine.command('rollback', { by });
      expect(runAll(machine).map(({ activityType, id }) => `${activityType} ${id}`)).toEqual([
        'undoDeployApplication deployApplication:my-frontend@cluster-3',
        'undoPublishServices publishServices@cluster-3',
        'undoLinkSpoke linkSpoke@cluster-3',
        'undoDeploySkupper deploySkupper@cluster-3',
        'verify verify',
      ]);
      expect(machine.state).toBe('RolledBack');
    });

    it('leaves out clusters that have left the configuration meanwhile, also after a new run', () => {
      const previous = shop(1);
      const input = inputFor(shop(2), { applied: appliedAll(previous), previous });
      const command = { by, absent: ['cluster-3'] };
      const machine = machineFor(input);
      runAll(machine, { verify: 'cluster-3 is down' });
      machine.command('rollback', command);
      const carried = machine.carry();
      expect(carried.rollback).toEqual(command);
      for (const each of [machine, machineFor({ ...input, carried })]) {
        expect(runAll(each)).toEqual([]);
        expect(each.ended).toEqual({ state: 'RolledBack', failed: [] });
      }
    });

    it('tells a link that goes of a hub that is not there', () => {
      const input = inputFor(undefined, {
        applied: appliedAll(shop(1)),
        absent: ['cluster-1'],
      });
      const started = runAll(machineFor(input));
      expect(started.map(({ id }) => id).filter(id => id.endsWith('@cluster-1'))).toEqual([]);
      const unlink = started.find(({ id }) => id === 'linkSpoke@cluster-2');
      expect(unlink?.argument.absent).toEqual(['cluster-1']);
    });

    it('lists what could not be undone, and what was not tried because of it', () => {
      const machine = machineFor(inputFor(shop(1)));
      runAll(machine, { verify: 'down' });
      machine.command('rollback', { by });
      runAll(machine, { 'linkSpoke@cluster-2': 'unreachable' });
      expect(machine.ended).toEqual({
        state: 'RollbackIncomplete',
        failed: [
          { step: 'linkSpoke@cluster-2', error: 'unreachable' },
          ...['deploySkupper@cluster-1', 'deployLoadBalancer@cluster-1'].map(notTried),
          ...['deploySkupper@cluster-2', 'createNetwork@cluster-1'].map(notTried),
        ],
      });
    });

    it('has nothing to undo before anything was started', () => {
      const machine = machineFor(inputFor(shop(1)));
      machine.command('rollback', { by });
      planRollback(machine);
      expect(machine.ended).toEqual({ state: 'RolledBack', failed: [] });
    });

    it('says so when the way back cannot be planned', () => {
      const machine = machineFor(inputFor(shop(1), { previous: { ...shop(2), manifests: {} } }));
      machine.command('rollback', { by });
      planRollback(machine);
      expect(machine.ended?.state).toBe('RollbackIncomplete');
      expect(machine.ended?.failed[0].error).toMatch(
        /^The way back could not be planned: .*digest/,
      );
    });
  });

  it('leaves everything as it is when it is canceled', () => {
    const machine = machineFor(inputFor(shop(1)));
    machine.start(wide);
    machine.command('cancel', { by });
    expect(machine.isStopping).toBe(true);
    expect(machine.ended).toBeUndefined();
    machine.failed('createNetwork@cluster-1', 'canceled');
    expect(machine.start(wide)).toEqual([]);
    expect(machine.ended).toEqual({
      state: 'Canceled',
      failed: [{ step: 'createNetwork@cluster-1', error: 'canceled' }],
    });
  });

  describe('that needs an approval', () => {
    const approval = {
      reasons: ['cluster-1 has the label environment: production'],
      approvers: ['group:default/platform-team'],
      selfApproval: false,
      expiresAfterSeconds: 60,
    };
    const approver = 'user:default/anna';
    const waiting = (more: Partial<typeof approval> = {}) =>
      machineFor({ ...inputFor(shop(1)), approval: { ...approval, ...more } });

    it('starts nothing before it is approved, and everything after it', () => {
      const machine = waiting();
      expect(machine.state).toBe('AwaitingApproval');
      expect(machine.ended).toBeUndefined();
      expect(machine.start(wide)).toEqual([]);
      expect(machine.refusal('approve', { by: approver })).toBeUndefined();
      machine.command('approve', { by: approver });
      expect(machine.state).toBe('Running');
      expect(runAll(machine).length).toBeGreaterThan(5);
      expect(machine.ended).toEqual({ state: 'Succeeded', failed: [] });
    });

    it.each<[string, (machine: RolloutMachine) => void]>([
      ['rejected', machine => machine.command('reject', { by: approver, reason: 'no' })],
      ['expired', machine => machine.expire()],
      ['canceled', machine => machine.command('cancel', { by })],
    ])('ends as Canceled with nothing done when it is %s', (notApproved, end) => {
      const machine = waiting();
      end(machine);
      expect(machine.ended).toEqual({ state: 'Canceled', failed: [], notApproved });
      expect(machine.start(wide)).toEqual([]);
      expect(machine.refusal('approve', { by: approver })).toBe(
        `This rollout cannot be approved: it has been ${notApproved}`,
      );
    });

    it('does not expire once it is approved', () => {
      const machine = waiting();
      machine.command('approve', { by: approver });
      machine.expire();
      expect(machine.state).toBe('Running');
    });

    it('is decided by somebody else than who asked, unless that is allowed', () => {
      const reason = `${by} asked for it, somebody else has to decide`;
      expect(refused(waiting(), 'approve')).toBe(`This rollout cannot be approved: ${reason}`);
      expect(refused(waiting(), 'reject')).toBe(`This rollout cannot be rejected: ${reason}`);
      expect(refused(waiting({ selfApproval: true }), 'approve')).toBeUndefined();
      expect(refused(waiting(), 'cancel')).toBeUndefined();
    });

    it('is not decided by the person for whom a service asked', () => {
      const machine = machineFor({
        ...inputFor(shop(1)),
        approval,
        requestedBy: 'service:external:ci',
        onBehalfOf: approver,
      });
      expect(machine.refusal('approve', { by: approver })).toMatch(/anna asked for it/);
      expect(machine.refusal('approve', { by: 'user:default/jane' })).toBeUndefined();
    });

    it('takes one decision, and nothing else before it', () => {
      const machine = waiting();
      for (const update of ['retry', 'skip', 'pause', 'resume', 'rollback'] as const) {
        expect(refused(machine, update)).toMatch(/: it waits for an approval$/);
      }
      machine.command('approve', { by: approver });
      for (const update of ['approve', 'reject'] as const) {
        expect(machine.refusal(update, { by: approver })).toMatch(/: it has been approved$/);
      }
      expect(machineFor(inputFor(shop(1))).refusal('approve', { by: approver })).toBe(
        'This rollout cannot be approved: it needs no approval',
      );
    });

    it('does not wait again in the next run', () => {
      const machine = waiting();
      machine.command('approve', { by: approver });
      machine.start(wide);
      machine.completed('createNetwork@cluster-1', {});
      const input = { ...inputFor(shop(1)), approval };
      expect(machineFor({ ...input, carried: machine.carry() }).state).toBe('Running');
    });
  });

  describe('refuses', () => {
    const running = () => machineFor(inputFor(shop(1)));
    const blocked = () => {
      const machine = running();
      runAll(machine, { verify: 'down' });
      return machine;
    };
    const stopping = (how: 'rollback' | 'cancel') => {
      const machine = running();
      machine.start(wide);
      machine.command(how, { by });
      return machine;
    };

    it.each<[string, RolloutMachine, RolloutCommandName, string[] | undefined, string]>([
      ['retry', running(), 'retry', undefined, 'No step has failed, nothing to retry'],
      ['skip', running(), 'skip', undefined, 'No step has failed, nothing to skip'],
      ['a step', blocked(), 'retry', ['x'], "The plan has no step 'x'"],
      [
        'a step',
        blocked(),
        'skip',
        ['verify', 'createNetwork@cluster-1'],
        "Step 'createNetwork@cluster-1' cannot be skipped: it is Succeeded, not Failed",
      ],
      [
        'resume',
        running(),
        'resume',
        undefined,
        'This rollout cannot be resumed: it is not paused',
      ],
      [
        'pause',
        blocked(),
        'pause',
        undefined,
        'This rollout cannot be paused: no step is left that could start: retry, skip or roll back what failed',
      ],
      [
        'cancel',
        stopping('rollback'),
        'cancel',
        undefined,
        'This rollout cannot be canceled: it is being rolled back',
      ],
      [
        'rollback',
        stopping('cancel'),
        'rollback',
        undefined,
        'This rollout cannot be rolled back: it is being canceled',
      ],
    ])('%s where it does not fit', (_, machine, update, steps, reason) => {
      expect(refused(machine, update, steps)).toBe(reason);
    });

    it('commands that are none', () => {
      expect(running().refusal('pause', undefined as any)).toBe(
        'A command needs `by`: who gives it',
      );
      expect(running().refusal('retry', { by, steps: 'verify' as any })).toBe(
        '`steps` must be a list of step ids',
      );
      expect(refused(blocked(), 'skip', [])).toBe(
        '`steps` names no step: name some, or leave it out for all that failed',
      );
    });

    it('nothing that fits', () => {
      expect(refused(running(), 'pause')).toBeUndefined();
      expect(refused(running(), 'rollback')).toBeUndefined();
      expect(refused(blocked(), 'retry', ['verify'])).toBeUndefined();
      expect(refused(blocked(), 'skip')).toBeUndefined();
      expect(refused(blocked(), 'cancel')).toBeUndefined();
    });
  });

  describe('carried over', () => {
    /** What the next run makes of what this one leaves. */
    const next = (input: RolloutInput, machine: RolloutMachine) =>
      machineFor({ ...input, carried: JSON.parse(JSON.stringify(machine.carry())) });

    it('goes on forward, with what servers exposed', () => {
      const input = inputFor(shop(2));
      const first = machineFor(input);
      const done: string[] = [];
      while (!done.includes('deployApplication:my-backend@cluster-1')) {
        for (const start of first.start(wide)) {
          done.push(start.id);
          first.completed(start.id, { exposed: exposedBy(start.argument) });
        }
      }
      first.command('pause', { by });
      const second = next(input, first);
      expect(second.state).toBe('Paused');
      second.command('resume', { by });
      const rest = runAll(second);
      expect([...done, ...rest.map(({ id }) => id)]).toHaveLength(14);
      expect(rest.find(({ id }) => id === 'publishServices@cluster-2')?.argument.exposed).toEqual([
        expect.objectContaining({ name: 'my-backend' }),
      ]);
      expect(second.ended?.state).toBe('Succeeded');
    });

    it('goes on back', () => {
      const input = inputFor(shop(2));
      const first = machineFor(input);
      runAll(first, { verify: 'down' });
      first.command('rollback', { by });
      planRollback(first);
      const started = first.start({ ...wide, steps: 2 });
      started.forEach(({ id }) => first.completed(id, {}));
      const second = next(input, first);
      expect(second.rollbackBase).toBeUndefined();
      expect(second).toMatchObject({ state: 'RollingBack', isGoingBack: true });
      expect(second.stop).toEqual({ how: 'rollback', command: { by } });
      const rest = runAll(second).map(({ activityId }) => activityId);
      expect(rest).toHaveLength(11);
      expect(rest).not.toContain(started[0].activityId);
      expect(second.ended?.state).toBe('RolledBack');
    });

    it('stays blocked', () => {
      const input = inputFor(shop(2));
      const first = machineFor(input);
      runAll(first, { verify: 'down' });
      const second = next(input, first);
      expect(second.state).toBe('Blocked');
      expect(second.report()).toEqual(first.report());
    });
  });
});

function notTried(step: string) {
  return expect.objectContaining({ step, error: expect.stringMatching(/^not tried: it needs /) });
}
