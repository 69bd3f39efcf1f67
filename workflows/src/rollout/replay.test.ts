import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { buildWorkflowBundle } from '../worker/workflowBundle';
import { quietRuntime } from '../testing/quietRuntime';

jest.setTimeout(120_000);

const folder = join(__dirname, '__testUtils__', 'histories');
const files = readdirSync(folder).filter(file => file.endsWith('.history.json'));
const read = (file: string) => readFileSync(join(folder, file), 'utf8');

/** Rollouts that run while a new worker is deployed go on only if it decides as the old one did. */
describe('the workflow replays', () => {
  let workflowBundle: WorkflowBundleWithSourceMap;
  beforeAll(async () => {
    quietRuntime();
    workflowBundle = await buildWorkflowBundle();
  });

  const replay = (history: string) =>
    Worker.runReplayHistory({ workflowBundle }, JSON.parse(history));

  it.each(files)('%s', async file => {
    await expect(replay(read(file))).resolves.toBeUndefined();
  });

  it('without a planner: the steps travel in the input, and those of a rollback stand in the history', () => {
    const has = (file: string) =>
      workflowBundle.code.includes(`interconnect-common/src/${file}.ts`);
    expect(has('plan/digest')).toBe(true);
    const planner = ['plan/plan', 'plan/desiredSteps', 'plan/replacements', 'rollout/rollbackPlan'];
    expect(planner.filter(has)).toEqual([]);
  });

  it('histories of every kind of ending', () => {
    expect(files.map(file => file.replace('.history.json', ''))).toEqual(
      expect.arrayContaining([
        'format2-approved',
        'format2-blocked',
        'format2-canceled',
        'format2-canceled-awaiting-approval',
        'format2-continue-as-new-1',
        'format2-continue-as-new-2',
        'format2-expired',
        'format2-failure-retry-skip',
        'format2-other-planner',
        'format2-pause-rollback',
        'format2-rejected',
        'format2-repair',
        'format2-success',
      ]),
    );
  });

  it.each([
    ['another activity', /"deployLoadBalancer@cluster-1\/1"/g, '"deployLoadBalancer@cluster-9/1"'],
    ['another activity type', /"name": ?"publishServices"/g, '"name":"linkSpoke"'],
  ])('no history with %s', async (_, what, instead) => {
    const changed = read('format2-success.history.json').replace(what, instead);
    expect(changed).not.toBe(read('format2-success.history.json'));
    await expect(replay(changed)).rejects.toThrow(/nondeterminism|non-determinis/i);
  });
});
