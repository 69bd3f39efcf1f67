import { CancelledFailure, Context } from '@temporalio/activity';
import {
  activityTypeOf,
  type CheckedStep,
  type CheckInput,
  type CheckResult,
  checkSeconds,
  type ClusterFinding,
  type ExposedService,
  plainText,
} from '@interconnect/backstage-plugin-interconnect-common';
import { readExposures } from './application/exposures';
import { servicesIn } from './application/findServices';
import { manifestObjects } from './application/objects';
import { mapBounded } from './bounded';
import { isRefusal, type Told } from './check/findings';
import { removalQuestions } from './check/checkRemoval';
import { type Question, questionsOf } from './check/questions';
import { signInTroubles } from './check/signIns';
import { textOf } from './client';
import { ClusterClients } from './ClusterClients';
import type { StepDependencies } from './StepContext';
import { requireAllowed } from './tenancy';

/** Many, so that a few clusters that do not answer hold nobody up. */
const concurrency = 50;
/** Findings that are told, and characters of each: all of them fit into one answer. */
const maxFindings = 100;
const maxText = 1000;

/** Those that end a plan come first. */
const order: ClusterFinding['finding'][] = ['refused', 'unknown', 'replaced', 'warning'];

/**
 * Asks the clusters what they would say to the steps of a plan: with the same functions by which
 * each step asks before it writes, and with the same rights. Writes nothing, and never fails
 * because of a cluster: one that cannot be asked in time is unknown.
 */
export const checkPlan =
  (dependencies: StepDependencies, warn: (text: string) => void = () => {}) =>
  async ({ steps, removed = [], manifests, signIns }: CheckInput): Promise<CheckResult> => {
    const { cancellationSignal } = Context.current();
    const end = AbortSignal.timeout(checkSeconds * 1000);
    const signal = AbortSignal.any([cancellationSignal, end]);
    // Read once: each reading of `clusters` reads the configuration anew.
    const { clusters, elsewhere, tenancy, options } = dependencies;
    if (signIns) {
      const troubles = await signInTroubles(clusters, signal);
      for (const { cluster, reason } of troubles) {
        warn(`Cluster '${cluster}' is not usable: ${reason}`);
      }
      return { findings: [], more: 0, signIns: troubles };
    }
    const clients = new ClusterClients({ clusters, elsewhere }, options.requestTimeoutMs, true);
    const exposed = steps.flatMap(input => exposedBy(input, manifestOf(input, manifests)));
    const asking = { options, signal, exposed };
    const asked = steps.flatMap((input): Question[] => {
      const manifest = manifestOf(input, manifests);
      const activityType = activityTypeOf(input.kind, false);
      try {
        requireAllowed({ clusters, elsewhere, tenancy }, activityType, {
          step: input.kind,
          input,
          manifest,
        });
      } catch (error) {
        const { cluster } = input;
        const ask = () => Promise.reject(error);
        return [
          { cluster, ...('application' in input && { application: input.application }), ask },
        ];
      }
      return questionsOf(input, manifest, asking);
    });
    const questions = [...asked, ...removed.flatMap(removalQuestions)];
    try {
      const found = await mapBounded(questions, concurrency, async one => {
        const { cluster, application, ask } = one;
        const told = await findingsOf(async () => ask(clients.of(cluster, signal)), end);
        return told.map(({ finding, text }) => ({
          cluster,
          ...(application !== undefined && { application }),
          finding,
          text: plainText(text, maxText),
        }));
      });
      if (cancellationSignal.aborted) throw new CancelledFailure('The check was cancelled');
      const once = [...new Map(found.flat().map(one => [JSON.stringify(one), one])).values()];
      const all = order.flatMap(kind => once.filter(({ finding }) => finding === kind));
      const findings = all.slice(0, maxFindings);
      return { findings, more: all.length - findings.length };
    } finally {
      clients.close();
    }
  };

async function findingsOf(check: () => Promise<Told[]>, end: AbortSignal): Promise<Told[]> {
  try {
    return await check();
  } catch (error) {
    if (end.aborted) return [{ finding: 'unknown', text: `no answer within ${checkSeconds} s` }];
    return [{ finding: isRefusal(error) ? 'refused' : 'unknown', text: textOf(error) }];
  }
}

function manifestOf(input: CheckedStep, manifests: Record<string, string>): string | undefined {
  return input.kind === 'deployApplication' && input.source.kind === 'manifests'
    ? manifests[input.source.digest]
    : undefined;
}

/** What a server will expose; what is wrong with its manifest is told when it is asked about. */
function exposedBy(input: CheckedStep, manifest: string | undefined): ExposedService[] {
  if (input.kind !== 'deployApplication' || !input.expose || manifest === undefined) return [];
  try {
    return readExposures(input, servicesIn(manifestObjects(input, manifest))).exposed;
  } catch {
    return [];
  }
}
