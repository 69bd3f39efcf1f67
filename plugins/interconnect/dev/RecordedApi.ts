import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  AuditEntry,
  AuditVerification,
  chooseSpokes,
  chosenSelectors,
  ClusterInfo,
  InterconnectApi,
  limitsOf,
  Network,
  NetworkDocument,
  NetworkName,
  Page,
  PageOptions,
  PlanPreview,
  resolvedSpec,
  ProjectLimits,
  Review,
  RollbackPlan,
  Rollout,
  RolloutCommandName,
  RolloutSummary,
  stepCounts,
  TaggedNetwork,
  TenancyRules,
} from '@interconnect/backstage-plugin-interconnect-common';
import { approvalNetworks, approvalOf, approvalRolloutsOf, decide } from './answers/approvals';
import { auditOf } from './answers/audit';
import { clusters as recordedClusters, tenancy as recordedTenancy } from './answers/platform';
import {
  againOf,
  creationPlan,
  deletionPlan,
  failedAgain,
  planAgain,
  reviewOf,
  rollbackPlanOf,
  rolloutsOf,
} from './answers/rollouts';

/** Of whatever is asked for. */
const newRollout = 'e1a2b3c4-0000-4000-8000-000000000001';

/**
 * A stand-in for the backend: answers from memory, and takes changes without carrying them out, but
 * for decisions about approvals. A step that is retried fails again.
 */
export class RecordedApi implements InterconnectApi {
  /** Rollouts that were asked for or decided about here, by id. */
  private readonly changed = new Map<string, Rollout>();

  constructor(
    public networks: Network[],
    private readonly now: Date = new Date(),
    public clusters: ClusterInfo[] = recordedClusters,
    public tenancy: TenancyRules = recordedTenancy,
  ) {}

  async listAllNetworks(page?: PageOptions): Promise<Page<Network>> {
    return slice(this.networks, page);
  }

  async listNetworks(project: string, page?: PageOptions): Promise<Page<Network>> {
    return slice(
      this.networks.filter(network => network.project === project),
      page,
    );
  }

  async getNetwork(name: NetworkName): Promise<TaggedNetwork> {
    return tagged(this.find(name));
  }

  async putNetwork(name: NetworkName, document: NetworkDocument): Promise<TaggedNetwork> {
    const before = this.networks.find(is(name));
    const { document: resolved, selectors } = this.resolve(name, document);
    const members = document.hub
      ? [
          { cluster: document.hub.cluster, role: 'hub' as const, state: 'Unknown' as const },
          ...(resolved.spokes ?? []).map(({ cluster }) => ({
            cluster,
            role: 'spoke' as const,
            state: 'Unknown' as const,
            link: { state: 'Unknown' as const },
          })),
        ]
      : [];
    const after: Network = {
      project: name.project,
      name: name.network,
      generation: (before?.generation ?? 0) + 1,
      spec: document,
      status: { phase: document.hub ? 'Progressing' : 'Empty', members, services: [] },
      ...(selectors.length > 0 && { selectors }),
      ...(document.hub && {
        rollout: { id: newRollout, state: approvalOf(resolved) ? 'AwaitingApproval' : 'Running' },
      }),
    };
    this.networks = [...this.networks.filter(network => network !== before), after];
    return tagged(after);
  }

  async repairNetwork(name: NetworkName): Promise<TaggedNetwork> {
    return this.again(name, 'repair');
  }

  async rotateNetwork(name: NetworkName): Promise<TaggedNetwork> {
    return this.again(name, 'rotate');
  }

  private again(name: NetworkName, operation: 'repair' | 'rotate'): TaggedNetwork {
    const before = this.find(name);
    if (!before.spec.hub) {
      throw new ConflictError(`Nothing of network "${name.network}" is applied on any cluster`);
    }
    const state = approvalOf(resolvedSpec(before)) ? 'AwaitingApproval' : 'Running';
    this.changed.set(
      newRollout,
      againOf(before, operation, { id: newRollout, state, startedAt: this.now.toISOString() }),
    );
    const after: Network = {
      ...before,
      status: { ...before.status, phase: 'Progressing' },
      rollout: { id: newRollout, state },
    };
    this.networks = [...this.networks.filter(network => network !== before), after];
    return tagged(after);
  }

  async deleteNetwork(name: NetworkName): Promise<Network | undefined> {
    const before = this.find(name);
    const others = this.networks.filter(network => network !== before);
    if (!before.spec.hub) {
      this.networks = others;
      return undefined;
    }
    const after: Network = {
      ...before,
      status: {
        phase: 'Deleting',
        members: before.status.members.map(({ cluster, role, link }) => ({
          cluster,
          role,
          state: 'Unknown',
          message: 'not observed since a rollout began to remove it',
          ...(link && { link: { state: 'Unknown' } }),
        })),
        services: before.status.services.map(service => ({ ...service, state: 'Unknown' })),
      },
      rollout: { id: newRollout, state: 'Running' },
    };
    this.networks = [...others, after];
    return after;
  }

  async planNetwork(name: NetworkName, document: NetworkDocument): Promise<PlanPreview> {
    const { project, network } = name;
    const { document: spec, selectors } = this.resolve(name, document);
    const members = (spec.spokes ?? []).map(({ cluster }) => ({
      cluster,
      role: 'spoke' as const,
      state: 'Unknown' as const,
    }));
    const status = { phase: 'Unknown' as const, members, services: [] };
    const approval = approvalOf(spec);
    return {
      ...creationPlan({ project, name: network, generation: 1, spec, status }),
      ...(approval && { approval }),
      ...(selectors.length > 0 && { selectors }),
    };
  }

  /** The document with the names that its selectors choose. */
  private resolve({ project }: NetworkName, asked: NetworkDocument) {
    const limits = limitsOf(this.tenancy, project);
    const { document, selection } = chooseSpokes(limits, asked, this.clusters);
    return { document, selectors: chosenSelectors(selection) };
  }

  async reviewNetwork(name: NetworkName, document: NetworkDocument): Promise<Review> {
    return reviewOf(await this.planNetwork(name, document));
  }

  async planRepair(name: NetworkName): Promise<PlanPreview> {
    const network = this.find(name);
    const approval = approvalOf(resolvedSpec(network));
    return { ...planAgain(network, 'repair'), ...(approval && { approval }) };
  }

  async planRotation(name: NetworkName): Promise<PlanPreview> {
    const network = this.find(name);
    const approval = approvalOf(resolvedSpec(network));
    return { ...planAgain(network, 'rotate'), ...(approval && { approval }) };
  }

  async planDeletion(name: NetworkName): Promise<PlanPreview> {
    return deletionPlan(this.find(name));
  }

  async listRollouts(name: NetworkName, page?: PageOptions): Promise<Page<RolloutSummary>> {
    return slice(this.rolloutsOf(name).map(summaryOf), page);
  }

  async getRollout(name: NetworkName, rollout: string): Promise<Rollout> {
    const found = this.rolloutsOf(name).find(({ id }) => id === rollout);
    if (!found) throw new NotFoundError(`Network "${name.network}" has no rollout "${rollout}"`);
    return found;
  }

  async reviewRollout(name: NetworkName, rollout: string): Promise<Review> {
    const { planDigest } = await this.getRollout(name, rollout);
    return reviewOf(creationPlan(this.find(name)), planDigest);
  }

  async planRollback(name: NetworkName, rollout: string): Promise<RollbackPlan> {
    return rollbackPlanOf(this.find(name), await this.getRollout(name, rollout));
  }

  async commandRollout(
    name: NetworkName,
    rollout: string,
    command: RolloutCommandName,
    details?: { reason?: string; steps?: string[] },
  ): Promise<Rollout> {
    const current = await this.getRollout(name, rollout);
    const after =
      command === 'retry' && current.state === 'Blocked'
        ? failedAgain(current, details?.steps)
        : decide(current, command, details, new Date());
    this.changed.set(rollout, after);
    const open =
      after.endedAt === undefined ? { rollout: { id: rollout, state: after.state } } : {};
    this.networks = this.networks.map(network => {
      if (!is(name)(network)) return network;
      const { rollout: _before, ...rest } = network;
      return { ...rest, ...open };
    });
    return after;
  }

  async listAudit(name: NetworkName, page?: PageOptions): Promise<Page<AuditEntry>> {
    return slice(auditOf(this.find(name), this.rolloutsOf(name)), page);
  }

  async verifyAudit(project: string): Promise<AuditVerification> {
    const time = new Date(this.now.getTime() - 120_000).toISOString();
    const head = { sequence: 341, time, keyId: 'key-2026-11-22' };
    return { project, entries: 342, problems: [], head, unsigned: 1 };
  }

  async exportAudit(project: string): Promise<string> {
    const entries = this.networks
      .filter(network => network.project === project)
      .flatMap(network => auditOf(network, this.rolloutsOf({ project, network: network.name })));
    return [
      { type: 'export', project, time: this.now.toISOString(), keys: [] },
      ...entries.map(entry => ({ type: 'entry', entry })),
    ]
      .map(line => `${JSON.stringify(line)}\n`)
      .join('');
  }

  async listClusters(): Promise<ClusterInfo[]> {
    return this.clusters;
  }

  async getLimits(project: string): Promise<ProjectLimits> {
    return limitsOf(this.tenancy, project);
  }

  private rolloutsOf(name: NetworkName): Rollout[] {
    const network = this.find(name);
    const waits = network.rollout?.state === 'AwaitingApproval' || network.name in approvalNetworks;
    const recorded = waits ? approvalRolloutsOf : rolloutsOf;
    return recorded(network, this.now).map(rollout => this.changed.get(rollout.id) ?? rollout);
  }

  private find(name: NetworkName): Network {
    const found = this.networks.find(is(name));
    if (!found) {
      throw new NotFoundError(`Project "${name.project}" has no network "${name.network}"`);
    }
    return found;
  }
}

function is({ project, network }: NetworkName) {
  return (candidate: Network) => candidate.project === project && candidate.name === network;
}

function tagged(network: Network): TaggedNetwork {
  return { network, etag: `"${network.generation}"` };
}

function slice<T>(items: T[], { limit = 100, cursor = '0' }: PageOptions = {}): Page<T> {
  const end = Number(cursor) + limit;
  return {
    items: items.slice(Number(cursor), end),
    ...(end < items.length && { nextCursor: `${end}` }),
  };
}

function summaryOf({ steps, ...rollout }: Rollout): RolloutSummary {
  return { ...rollout, counts: stepCounts(steps) };
}
