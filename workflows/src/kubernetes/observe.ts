import { CancelledFailure, Context } from '@temporalio/activity';
import type {
  NetworkObservation,
  ObserveInput,
} from '@interconnect/backstage-plugin-interconnect-common';
import { ClusterClients } from './ClusterClients';
import type { Mirror } from './mirror/Mirror';
import { observeNetwork } from './observation/observeNetwork';
import type { StepDependencies } from './StepContext';

/** Of one request: before `memberTimeoutMs`, so that it is said which address does not answer. */
const requestTimeoutMs = 8000;
/** Many, so that a few clusters that do not answer hold nobody up. */
const reading = { concurrency: 50, memberTimeoutMs: 10_000 };
const heartbeatMs = 3000;

/**
 * Reads all members of a network once, as `verify` does, and returns what they showed. It changes
 * nothing there, and it never fails because of a cluster: one that cannot be read within 10 seconds is
 * Unknown, and the observation says why.
 */
export const observe =
  (dependencies: StepDependencies, mirror: Pick<Mirror, 'show'> | undefined) =>
  async (input: ObserveInput): Promise<NetworkObservation> => {
    const { options } = dependencies;
    const context = Context.current();
    const signal = context.cancellationSignal;
    const clients = new ClusterClients(
      dependencies,
      Math.min(requestTimeoutMs, options.requestTimeoutMs),
    );
    const heartbeats = setInterval(() => context.heartbeat(), heartbeatMs);
    try {
      const client = (cluster: string, ofMember: AbortSignal) => clients.of(cluster, ofMember);
      const { observation } = await observeNetwork(input, { ...reading, client, signal });
      await mirror?.show(input, observation, signal);
      return observation;
    } catch (error) {
      throw signal.aborted ? new CancelledFailure('The observation was cancelled') : error;
    } finally {
      clearInterval(heartbeats);
      clients.close();
    }
  };
