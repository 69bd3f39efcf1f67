import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import {
  AuditEntry,
  AuditHead,
  AuditProblem,
  AuditVerification,
  AuditVerifier,
} from '@interconnect/backstage-plugin-interconnect-common';
import {
  headsOf,
  type Signer,
  type TrustedHead,
  type Verifier,
} from '@interconnect/backstage-plugin-interconnect-node';
import type { AuditStore } from '../store/AuditStore';

/** Entries that are read and hashed in one go: a few milliseconds of the event loop. */
const pageSize = 200;

export interface ProjectAuditOptions {
  store: AuditStore;
  /** Absent: heads are not signed. */
  signer?: Signer;
  verifier: Verifier;
  logger: Pick<LoggerService, 'info' | 'error'>;
}

/**
 * Checks the audit logs of projects, and signs their heads.
 *
 * Several replicas may sign: of one entry there is one head. A replica signs nothing that does not
 * go on from what was signed before, by others (as the database tells) or by itself (as it
 * remembers, whatever the database tells).
 */
export class ProjectAudit {
  private readonly remembered = new Map<string, AuditHead>();

  constructor(private readonly options: ProjectAuditOptions) {}

  /** The entries of a project, and the heads that were signed before these were read. */
  async *read(project: string): AsyncGenerator<AuditEntry> {
    yield* this.entries(project, 0);
  }

  /** Heads with their signatures, by sequence. */
  heads(project: string) {
    return this.options.store.listHeads(project);
  }

  async verify(project: string): Promise<AuditVerification> {
    const { trusted, problems } = await this.trustedHeads(project);
    const verifier = new AuditVerifier(trusted);
    let entries = 0;
    let last = 0;
    for await (const entry of this.entries(project, 0)) {
      verifier.add(entry);
      entries += 1;
      last = entry.sequence;
    }
    const head = trusted.at(-1);
    return {
      project,
      entries,
      problems: [...problems, ...verifier.end()],
      ...(head && { head: { sequence: head.sequence, time: head.time, keyId: head.keyId } }),
      unsigned: Math.max(0, last - (head?.sequence ?? 0)),
    };
  }

  /** Signs the logs that have grown. What cannot be signed is logged. */
  async signAll(): Promise<void> {
    if (!this.options.signer) {
      return;
    }
    for (const project of await this.options.store.listProjects()) {
      await this.sign(project).catch(error =>
        this.options.logger.error(
          `The audit of project ${project} was not signed: ${error.message}`,
        ),
      );
    }
  }

  /**
   * Signs the log as it is now, if it has grown since.
   *
   * @throws ConflictError when it is not what was signed before, or when there is no key
   */
  async sign(project: string): Promise<void> {
    const { store, signer, logger } = this.options;
    if (!signer) {
      throw new ConflictError('No key is configured that signs: interconnect.signing.keys');
    }
    // Heads of keys that are not trusted any more stop nothing: whoever checks is told of them.
    const { trusted } = await this.trustedHeads(project);
    const known = [...trusted, this.remembered.get(project)]
      .flatMap(head => head ?? [])
      .sort((a, b) => a.sequence - b.sequence);
    const before = known.at(-1);
    // From the entry that was signed last on, which has to be there still, and the same.
    const start = (before?.sequence ?? 1) - 1;
    const verifier = new AuditVerifier(
      known.filter(({ sequence }) => sequence > start),
      before && { sequence: start },
    );
    let last: AuditEntry | undefined;
    for await (const entry of this.entries(project, start)) {
      verifier.add(entry);
      last = entry;
    }
    refuseBroken(project, verifier.end());
    if (!last || last.sequence === before?.sequence) {
      return;
    }
    const { sequence, hash } = last;
    const head: AuditHead = { project, sequence, hash, time: new Date().toISOString() };
    const signature = signer.sign('auditHead', head);
    this.remembered.set(project, head);
    if (await store.saveHead(project, { sequence, signature })) {
      logger.info(`The audit of project ${project} was signed up to entry ${sequence}`, {
        signature,
      });
    }
  }

  private async trustedHeads(
    project: string,
  ): Promise<{ trusted: TrustedHead[]; problems: AuditProblem[] }> {
    return headsOf(project, await this.options.store.listHeads(project), this.options.verifier);
  }

  private async *entries(project: string, start: number): AsyncGenerator<AuditEntry> {
    for (let after = start; ;) {
      const page = await this.options.store.readAudit(project, { limit: pageSize, after });
      yield* page;
      if (page.length < pageSize) {
        return;
      }
      after = page[page.length - 1].sequence;
    }
  }
}

function refuseBroken(project: string, problems: AuditProblem[]): void {
  if (problems.length > 0) {
    throw new ConflictError(
      `The audit of project ${project} is not what was written and signed: ${problems[0].message}`,
    );
  }
}
