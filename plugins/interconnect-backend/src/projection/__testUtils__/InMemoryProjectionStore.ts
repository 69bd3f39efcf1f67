import type { AuditEntry } from '@interconnect/backstage-plugin-interconnect-common';
import { chain } from '../../audit/chain';
import type {
  NetworkEffects,
  FollowedRollout,
  ProjectedAuditEntry,
  ProjectionSave,
  ProjectionStore,
} from '../ProjectionStore';
import { RolloutFold, samePosition } from '../RolloutFold';

interface Row {
  rollout: FollowedRollout;
  fold: RolloutFold;
}

/**
 * A stand-in for the database in tests of the projection: the same promises, kept in memory. What
 * goes in and out is copied by way of JSON, as a database would.
 */
export class InMemoryProjectionStore implements ProjectionStore {
  private readonly rows = new Map<string, Row>();
  readonly audit: (AuditEntry & { source: ProjectedAuditEntry['source'] })[] = [];
  readonly networks = new Map<string, NetworkEffects>();
  /** Successful saves. */
  saves = 0;
  /** Saves that another one made void. */
  refused = 0;

  add(rollout: FollowedRollout, fold: RolloutFold): void {
    this.rows.set(rollout.id, copy({ rollout, fold }));
  }

  async listOpen(): Promise<FollowedRollout[]> {
    return [...this.rows.values()]
      .filter(({ fold }) => fold.endedAt === undefined)
      .map(({ rollout }) => copy(rollout));
  }

  async load(rolloutId: string): Promise<Row | undefined> {
    const row = this.rows.get(rolloutId);
    return row && copy(row);
  }

  async save(save: ProjectionSave): Promise<boolean> {
    const row = this.rows.get(save.rolloutId);
    if (!row || !samePosition(row.fold.position, save.expected)) {
      this.refused += 1;
      return false;
    }
    for (const entry of save.audit) {
      const key = sourceKey(entry);
      if (this.audit.some(other => sourceKey(other as ProjectedAuditEntry) === key)) {
        throw new Error(`Audit entry ${key} twice`);
      }
      this.audit.push({
        ...chain(this.audit.at(-1), { ...entry, network: save.fold.network }),
        source: entry.source,
      });
    }
    row.fold = copy(save.fold);
    this.networks.set(`${save.fold.project}/${save.fold.network}`, copy(save.network));
    this.saves += 1;
    return true;
  }
}

function sourceKey({ rolloutId, source }: ProjectedAuditEntry): string {
  return `${rolloutId}/${source.runId}/${source.eventId}/${source.index}`;
}

function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}
