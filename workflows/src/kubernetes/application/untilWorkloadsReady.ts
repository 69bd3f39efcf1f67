import { ClusterClient, failure, KubernetesObject, nameOf, ObjectRef, refOf } from '../client';
import {
  type Pod,
  podsOf,
  probeTrouble,
  readSurroundings,
  endingOf,
  troubleAmong,
} from '../cluster/podTrouble';
import { isWorkload, Workload, WorkloadState, workloadState } from '../cluster/workloads';
import { StepContext } from '../StepContext';
import { Lasting } from './Lasting';

/** Of so many workloads that are not ready it is said why. */
const maxTold = 3;

/** What came of an application's workloads. */
export interface Readiness {
  ready: number;
  /** What people should know of some of them. */
  notes: string[];
}

interface Seen {
  workload: Workload;
  state: WorkloadState;
  pods: Pod[];
}

/**
 * Waits until all workloads of an application are ready, and have been so for
 * `options.settleSeconds` without a restart.
 *
 * @param account - reads the workloads, and where it may the log of a container that ends again and
 * again
 * @param client - reads what is around them: ReplicaSets, pods and events
 * @throws failure `WorkloadFailed` when waiting will not help: a Job or Pod that has failed for
 * good, a container that ends again and again; `NotFound` when a workload has been removed
 */
export async function untilWorkloadsReady(
  step: StepContext,
  { account, client }: { account: ClusterClient; client: ClusterClient },
  objects: readonly KubernetesObject[],
): Promise<Readiness> {
  const refs = objects.filter(isWorkload).map(refOf);
  if (refs.length === 0) return { ready: 0, notes: [] };
  const { namespace } = refs[0].metadata;
  const lasting = new Lasting(step.options.settleSeconds);
  const read = reader(account);
  const what = refs.length === 1 ? nameOf(refs[0]) : `${refs.length} workloads in ${namespace}`;
  return step.until<Readiness>(`${what} on ${client.cluster} to be ready`, async () => {
    const workloads = await Promise.all(refs.map(read));
    const around = await readSurroundings(client, namespace);
    const seen = workloads.map(workload => ({
      workload,
      state: workloadState(workload),
      pods: podsOf(workload, around),
    }));
    const open = seen.filter(({ state }) => !state.ready);
    const lasts = seen.filter(({ workload }) => workload.kind !== 'Job').flatMap(s => s.pods);
    const missing = lasting.look(open.length === 0, lasts, Date.now());
    if (!missing) return { done: { ready: seen.length, notes: notesOf(seen) } };

    const loop = lasting.loop(lasts);
    if (loop) {
      const probe = await probeTrouble(loop.pod, around);
      const lines = endingOf(await account.lastLines(loop.pod, loop.container));
      const text = [loop.text, probe, lines && `it printed last: ${lines}`];
      throw failure('workloadFailed', `${client.cluster}: ${text.filter(Boolean).join('; ')}`);
    }
    const failed = open.filter(({ state }) => state.failed);
    const told = (failed.length > 0 ? failed : open).slice(0, maxTold);
    const texts = await Promise.all(
      told.map(async ({ workload, state }) => {
        const trouble = await troubleAmong(workload, around);
        const name = refs.length === 1 ? '' : `${nameOf(workload)}: `;
        return `${name}${[state.seen, trouble].filter(Boolean).join('; ')}`;
      }),
    );
    if (failed.length > 0) {
      const [{ workload }] = failed;
      const subject = refs.length === 1 ? `${nameOf(workload)} on ` : '';
      throw failure('workloadFailed', `${subject}${client.cluster}: ${texts.join('; ')}`);
    }
    const more = open.length > maxTold ? [`${open.length - maxTold} more are not ready`] : [];
    return { seen: [...texts, ...more].join('; ') || missing };
  });
}

/** A Job that was complete may remove itself (`ttlSecondsAfterFinished`). */
function reader(account: ClusterClient) {
  const complete = new Map<string, Workload>();
  return async (ref: ObjectRef): Promise<Workload> => {
    const name = nameOf(ref);
    const known = complete.get(name);
    if (known) return known;
    const now = await account.get<Workload>(ref);
    if (!now) throw failure('notFound', `${name} on ${account.cluster} has been removed`);
    if (ref.kind === 'Job' && workloadState(now).ready) complete.set(name, now);
    return now;
  };
}

function notesOf(seen: readonly Seen[]): string[] {
  return seen.flatMap(({ workload, state }) =>
    state.note ? [`${nameOf(workload)}: ${state.note}`] : [],
  );
}
