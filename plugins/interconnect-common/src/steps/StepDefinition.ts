import { DesiredNetwork } from '../document/DesiredNetwork';
import { Application, HubMember, SpokeMember } from '../document/schema';
import { ExposedService, NetworkRef } from '../network/types';

/** What the inputs of all kinds have. */
interface AnyInput {
  kind: string;
  network: NetworkRef;
}

/**
 * All that the project says of one kind of step, except what its activity does on a cluster. A step
 * is one externally visible effect on one cluster.
 *
 * What a step needs is said with the definitions of other kinds. Because no file imports in a
 * circle, no need goes in one either.
 */
export interface StepDefinition<I extends AnyInput> {
  kind: I['kind'];
  /** The steps of this kind that a network which stands completely consists of. */
  desired(asked: AskedNetwork): I[];
  /**
   * Ids of the steps that have to stand first. Says the same for what is asked for and for what
   * once was applied, however incomplete that is.
   */
  needs(input: I, among: StepSet): string[];
  /**
   * Ids of the steps that it waits for until nothing more is to be expected of them: they have
   * ended, well or not, or cannot begin because something failed. Absent: none.
   */
  after?(input: I, among: StepSet): string[];
  /**
   * As what clusters take part, and what the step sets of the hub's load balancer: a worker refuses
   * what the project may not do.
   */
  members(input: I): { hub?: HubMember; spokes?: SpokeMember[] };
  /**
   * A cluster beside the step's own without which it cannot be applied. Its inverse goes without.
   */
  alsoOn?(input: I): string | undefined;
  /**
   * Its cluster can be asked what it would say to the step before anything of the rollout is there.
   * Absent: it cannot.
   */
  asked?: true;
  /** For people: what the step makes, for when its cluster cannot be reached any more. */
  makes(input: I): string[];
  /** One line for people about what the step does, with the cluster first. */
  applySummary(input: I): string;
  /**
   * The same about its inverse. Absent: it leaves nothing, so that it has no inverse and is not
   * recorded.
   */
  removeSummary?(input: I): string;
  /** What the activity is handed besides the input. Absent: nothing. */
  activity?: {
    /** Applying: digest of the manifest whose bytes it needs. */
    manifest?(input: I): string | undefined;
    /** Applying: what servers expose, as far as the step has to do with it. */
    exposed?(input: I, known: KnownExposures): ExposedService[] | undefined;
    /** Applying: everything that stands. */
    settings?: true;
    /** Applying: which of the steps that it comes `after` have not succeeded. */
    missing?: true;
    /** Removing: which clusters are not configured any more. */
    absent?: true;
  };
}

/** A network that is asked for, as its steps see it. */
export interface AskedNetwork {
  desired: DesiredNetwork;
  network: NetworkRef;
  hub: HubMember;
  spokes: SpokeMember[];
  applications: Application[];
  /** How often the authority of the hub has been replaced once all stands; absent: never. */
  authority?: number;
  /** Ids and digests of the steps that deploy servers. */
  servers: Record<string, string>;
}

/** The steps among which needs are looked for. */
export interface StepSet {
  /** Ids of all steps of a kind. */
  all(step: { kind: string }): string[];
  /** Id of the step of a kind on a cluster; none if there is no such step. */
  on(step: { kind: string }, cluster: string): string[];
  /** Ids of the steps that deploy servers, and of what is still published as one. */
  servers: readonly string[];
}

/** What servers are known to expose. */
export interface KnownExposures {
  /** Step ids of the servers with a `serversDigest`. */
  serversOf(digest: string): readonly string[];
  /** Id of the step that asks. */
  step: string;
  /** By the id of the step that deploys the server. */
  exposures: ReadonlyMap<string, ExposedService[]>;
}

/** What the servers with these step ids expose, in a stable order. */
export function exposedBy(
  servers: Iterable<string>,
  { exposures }: Pick<KnownExposures, 'exposures'>,
): ExposedService[] {
  return [...servers].sort().flatMap(id => exposures.get(id) ?? []);
}
