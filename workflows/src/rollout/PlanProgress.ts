import {
  type AppliedNetwork,
  type CarriedStep,
  type ExposedService,
  type PlanStep,
  serversByDigest,
  type StepResult,
} from '@interconnect/backstage-plugin-interconnect-common';
import { ApplicationFailure } from '@temporalio/common';
import { appliedSoFar } from './appliedSoFar';
import { StepGraph } from './StepGraph';

/** One plan on its way: forward, or back in a rollback. */
export class PlanProgress {
  readonly graph: StepGraph;
  readonly isRollback: boolean;
  /** Clusters that are not configured any more. */
  readonly absent?: string[];
  readonly #before: AppliedNetwork;
  readonly #steps: ReadonlyMap<string, PlanStep>;
  /** What servers are known to expose, by the id of their step. */
  readonly #exposures = new Map<string, ExposedService[]>();
  /** Step ids of the servers that are published, by their digest. */
  readonly #servers: ReadonlyMap<string, string[]>;
  /** What else steps of this plan have reported, by their ids. */
  readonly #workloads = new Map<string, string[]>();

  /**
   * @param before - what was applied before this plan
   * @param carried - steps that were started in earlier runs
   * @throws Error when the steps cannot be brought into an order
   */
  constructor(options: {
    before: AppliedNetwork;
    steps: readonly PlanStep[];
    carried?: Record<string, CarriedStep>;
    isRollback: boolean;
    absent?: string[];
  }) {
    const { before, steps, carried = {}, isRollback, absent } = options;
    this.graph = new StepGraph(steps, carried);
    this.isRollback = isRollback;
    this.absent = absent;
    this.#before = before;
    this.#steps = new Map(steps.map(step => [step.id, step]));
    this.#servers = serversByDigest([...Object.values(before), ...steps].map(({ input }) => input));
    for (const [id, { exposed }] of Object.entries(appliedSoFar(before, steps, carried))) {
      if (exposed) this.#exposures.set(id, exposed);
    }
    for (const [id, { workloads }] of Object.entries(carried)) {
      if (workloads) this.#workloads.set(id, workloads);
    }
  }

  get steps(): PlanStep[] {
    return [...this.#steps.values()];
  }

  get exposures(): ReadonlyMap<string, ExposedService[]> {
    return this.#exposures;
  }

  /**
   * @throws ApplicationFailure of type `InvalidInput` when neither the plan nor what stands names
   * them
   */
  serversOf(digest: string): readonly string[] {
    const servers = this.#servers.get(digest);
    if (servers) return servers;
    throw ApplicationFailure.nonRetryable(
      `No step of the plan and nothing that stands says which servers ${digest} are`,
      'InvalidInput',
    );
  }

  /** What stands by now, this plan's finished and unfinished steps included. */
  get applied(): AppliedNetwork {
    return appliedSoFar(this.#before, this.steps, this.carry());
  }

  /** Steps that never came to their turn, and why. */
  get untried(): { step: string; error: string }[] {
    return this.graph.pending.map(({ step, waitsFor }) => ({
      step,
      error: `not tried: it needs ${waitsFor.join(', ')}`,
    }));
  }

  /** The step's activity has completed; what it says that does not match makes it fail. */
  completed(id: string, result: StepResult): void {
    if (result.mismatches && result.mismatches.length > 0) {
      this.graph.fail(id, result.mismatches.join('; '));
      return;
    }
    if (this.#steps.get(id)?.action === 'apply' && result.exposed) {
      this.#exposures.set(id, result.exposed);
    } else {
      this.#exposures.delete(id);
    }
    if (result.workloads) this.#workloads.set(id, result.workloads);
    this.graph.succeed(id);
  }

  /** Steps that were started, for the next run. */
  carry(): Record<string, CarriedStep> {
    const carried = this.graph.carry();
    for (const [id, exposed] of this.#exposures) {
      if (carried[id]?.state === 'Succeeded') carried[id].exposed = exposed;
    }
    for (const [id, workloads] of this.#workloads) {
      if (carried[id]?.state === 'Succeeded') carried[id].workloads = workloads;
    }
    return carried;
  }
}
