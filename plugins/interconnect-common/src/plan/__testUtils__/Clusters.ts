import { applyStep, startStep } from '../applied';
import { canonicalJson, sha256Hex } from '../../hash';
import { StepInput } from '../../steps';
import { PublishServicesInput } from '../../steps/publishServices';
import { AppliedNetwork, AppliedStep, Plan, PlanStep } from '../types';

/**
 * A model of the clusters that refuses what real ones would: a step for which something is missing,
 * and the removal of something that is still used. Knows the design's arrows by itself, without the
 * planner.
 */
export class Clusters {
  private record: AppliedNetwork;
  private plan: Pick<Plan, 'steps'> = { steps: [] };
  /**
   * What was a server for the hub when the plan was made: it is removed behind the links, like a
   * server.
   */
  private published = new Set<string>();
  /** Nothing more is to be expected of the step, although it is not done. */
  private isHalted: (id: string) => boolean = () => false;
  /** Servers by the digest that spokes have. */
  private readonly lists = new Map<string, Record<string, string>>();

  constructor(record: AppliedNetwork = {}) {
    this.record = record;
  }

  get applied(): AppliedNetwork {
    return this.record;
  }

  /**
   * Runs a plan, each step when what it needs is done and nothing is to be expected any more of what
   * it comes after, in an order that `pick` chooses; `fails` says which steps fail half-way. A
   * publication fails by itself when servers are missing.
   *
   * @returns what became of the steps; the others stayed pending
   */
  run(
    plan: Plan,
    pick: (choices: number) => number,
    fails: (step: PlanStep) => boolean = () => false,
  ) {
    const waiting = [...plan.steps];
    this.plan = plan;
    const inputs = [...Object.values(this.record), ...plan.steps].map(({ input }) => input);
    for (const servers of [{}, ...inputs.flatMap(one => ('servers' in one ? [one.servers] : []))]) {
      this.lists.set(sha256Hex(canonicalJson(servers)), servers);
    }
    this.published = new Set(
      Object.values(this.record).flatMap(({ input }) =>
        'servers' in input ? Object.keys(input.servers) : [],
      ),
    );
    const done = new Set<string>();
    const failed = new Set<string>();
    const steps = new Map(plan.steps.map(step => [step.id, step]));
    const halted = (id: string): boolean =>
      failed.has(id) || (!done.has(id) && (steps.get(id)?.needs.some(halted) ?? false));
    this.isHalted = halted;
    for (;;) {
      const ready = waiting.filter(
        ({ needs, after = [] }) =>
          needs.every(id => done.has(id)) && after.every(id => done.has(id) || halted(id)),
      );
      if (ready.length === 0) {
        return { done, failed };
      }
      const step = ready[pick(ready.length)];
      waiting.splice(waiting.indexOf(step), 1);
      this.check(step);
      this.record = startStep(this.record, step);
      if (fails(step) || this.otherServersOf(step).length > 0) {
        failed.add(step.id);
      } else {
        this.record = applyStep(this.record, step);
        done.add(step.id);
      }
    }
  }

  private check(step: PlanStep) {
    const missing = (step.action === 'apply' ? this.missingFor(step) : this.usersOf(step)).join(
      ', ',
    );
    if (missing) {
      throw new Error(
        `${step.action} ${step.id}: ${step.action === 'apply' ? 'without' : 'used by'} ${missing}`,
      );
    }
  }

  private has(id: string): boolean {
    return this.record[id]?.state === 'applied';
  }

  private missingFor({ input }: PlanStep): string[] {
    const without = (...ids: string[]) => ids.filter(id => !this.has(id));
    const networks = Object.keys(this.record).filter(id => id.startsWith('createNetwork@'));
    switch (input.kind) {
      case 'deployLoadBalancer':
        return without(`createNetwork@${input.cluster}`);
      case 'deploySkupper':
        return input.role === 'hub'
          ? without(`deployLoadBalancer@${input.cluster}`)
          : without(networks[0] ?? 'createNetwork');
      case 'linkSpoke':
        return without(`deploySkupper@${input.hub}`, `deploySkupper@${input.cluster}`);
      case 'publishServices':
        return without(
          'hub' in input ? `linkSpoke@${input.cluster}` : `deploySkupper@${input.cluster}`,
        );
      case 'deployApplication':
        return [
          ...(input.expose || !this.has(`linkSpoke@${input.cluster}`)
            ? without(`deploySkupper@${input.cluster}`)
            : []),
          ...this.plan.steps
            .filter(other => other.action === 'remove' && other.id in this.record)
            .filter(other => inTheWay(other.input, input))
            .map(other => `the removal of ${other.id}`),
        ];
      default:
        return [];
    }
  }

  private listOf(input: PublishServicesInput): Record<string, string> {
    const servers = 'servers' in input ? input.servers : this.lists.get(input.serversDigest);
    if (!servers) throw new Error(`nothing tells which servers ${JSON.stringify(input)} has`);
    return servers;
  }

  /** Servers that do not stand there as they are to be published. */
  private otherServersOf({ action, input }: PlanStep): string[] {
    if (action === 'remove' || input.kind !== 'publishServices') return [];
    return Object.entries(this.listOf(input))
      .filter(([id, digest]) => !this.has(id) || this.record[id].digest !== digest)
      .map(([id]) => id);
  }

  private usersOf(step: PlanStep): string[] {
    const where = (uses: (other: AppliedStep['input'], id: string) => boolean): string[] =>
      Object.entries(this.record)
        .filter(([id, { input }]) => id !== step.id && uses(input, id))
        .map(([id]) => id);
    const { input } = step;
    switch (input.kind) {
      case 'deployApplication':
        return this.plan.steps.some(
          other => other.action === 'apply' && inTheWay(input, other.input),
        )
          ? []
          : where(
              (other, id) =>
                other.kind === 'publishServices' &&
                (input.expose || this.published.has(step.id)) &&
                step.id in this.listOf(other) &&
                !this.isHalted(id),
            );
      case 'linkSpoke':
        return where(
          (other, id) =>
            (other.kind === 'publishServices' && other.cluster === input.cluster) ||
            (other.kind === 'deployApplication' &&
              !other.expose &&
              other.cluster === input.cluster &&
              !this.published.has(id)),
        );
      case 'deploySkupper':
        return where(
          other =>
            (other.kind === 'linkSpoke' && [other.cluster, other.hub].includes(input.cluster)) ||
            (other.kind === 'publishServices' && other.cluster === input.cluster) ||
            (other.kind === 'deployApplication' && other.cluster === input.cluster),
        );
      case 'deployLoadBalancer':
        return where(other => other.kind === 'deploySkupper' && other.role === 'hub');
      case 'createNetwork':
        return where(() => true);
      default:
        return [];
    }
  }
}

/** Whether an application holds objects that another one wants to make. */
function inTheWay(one: StepInput, other: StepInput): boolean {
  if (
    one.kind !== 'deployApplication' ||
    other.kind !== 'deployApplication' ||
    one.cluster !== other.cluster
  ) {
    return false;
  }
  const [a, b] = [one.source, other.source];
  if (a.kind === 'manifests' && b.kind === 'manifests') {
    return one.namespace === other.namespace && a.digest === b.digest;
  }
  const connected = one.expose && other.expose && a.kind === 'existing' && b.kind === 'existing';
  return connected && a.services.some(service => b.services.includes(service));
}
