import {
  kubernetesName,
  type LinkObservation,
  linkNameOf,
  type NetworkRef,
} from '@interconnect/backstage-plugin-interconnect-common';
import { type Condition, conditionOf, describeConditions, isTrue } from '../client';
import { controllerSilence } from './controllerSilence';
import type { MemberReading } from './MemberReading';

/**
 * The hub drops a spoke some 30 seconds after a cut; who is listed for longer is perhaps linked
 * after all.
 */
const hubDropsMs = 45_000;

/** Both ends of a link, as they were read. */
export interface LinkEnds {
  network: NetworkRef;
  spoke: MemberReading;
  /** Undefined: not among the members that were read. */
  hub: MemberReading | undefined;
}

type Rule = (ends: LinkEnds) => LinkObservation | undefined;

const unreadable: Rule = ({ spoke: { error } }) =>
  error === undefined ? undefined : { state: 'Unknown', message: error };

const gone: Rule = ({ network, spoke }) => {
  const { site, link, cluster } = spoke;
  const names = { Site: kubernetesName(cluster), Link: linkNameOf(cluster) };
  for (const [kind, object] of [['Site', site] as const, ['Link', link] as const]) {
    const name = `${kind} ${network.namespace}/${names[kind]}`;
    const { deletionTimestamp: since } = object?.metadata ?? {};
    if (since) return { state: 'Down', since, message: `${name} is being deleted` };
    // A Link learns after a while that it has no Site.
    const noticed = kind === 'Site' && link ? conditionOf(link, 'Configured') : undefined;
    if (!object) {
      return {
        state: 'Down',
        ...(noticed?.status === 'False' && sinceOf(noticed)),
        message: `${name} is missing`,
      };
    }
  }
  return undefined;
};

const silent: Rule = ({ spoke }) => {
  const message = controllerSilence(spoke);
  return message ? { state: 'Unknown', message } : undefined;
};

const siteNotReady: Rule = ({ network, spoke }) =>
  isTrue(spoke.site!, 'Ready')
    ? undefined
    : {
        state: 'Down',
        ...sinceOf(conditionOf(spoke.site!, 'Ready')),
        message: `Site ${network.namespace}/${kubernetesName(spoke.cluster)} is not Ready`,
      };

const notTakenOver: Rule = ({ network, spoke: { link, cluster } }) => {
  const configured = conditionOf(link!, 'Configured');
  if (configured?.status === 'True') return undefined;
  const name = `Link ${network.namespace}/${linkNameOf(cluster)}`;
  const told = describeConditions(link!, ['Configured', 'Operational']);
  return configured
    ? { state: 'Down', ...sinceOf(configured), message: `${name} is not Configured (${told})` }
    : { state: 'Unknown', message: `Skupper has not taken over ${name} yet (${told})` };
};

const notOperational: Rule = ends => {
  const { network, spoke, hub } = ends;
  const { cluster, link, observedAt } = spoke;
  const operational = operationalOf(ends);
  if (operational?.status === 'True') return undefined;
  const told = describeConditions(link!, ['Configured', 'Operational']);
  const message = `Link ${network.namespace}/${linkNameOf(cluster)} is not Operational (${told})`;
  if (operational?.status !== 'False') return { state: 'Unknown', message };
  const age = Date.parse(observedAt) - Date.parse(operational.lastTransitionTime ?? '');
  return age > hubDropsMs && hub && hubDoubt(ends) === undefined
    ? {
        state: 'Unknown',
        message:
          `one end alone says so: ${message}, but hub ${hub.cluster} still lists ${cluster} as linked; ` +
          `it is coming back, or Skupper has lost the change of the condition`,
      }
    : { state: 'Down', ...sinceOf(operational), message };
};

const hubSaysNothing: Rule = ends => {
  const message = hubDoubt(ends);
  return message ? { state: 'Unknown', message } : undefined;
};

const rules: readonly Rule[] = [
  unreadable,
  gone,
  silent,
  siteNotReady,
  notTakenOver,
  notOperational,
  hubSaysNothing,
];

/**
 * Whether a link is up: only when **both** ends say so. A Link's own condition `Operational` stays
 * True when the hub's Site, the spoke's own router or its Site is gone, and while the spoke's
 * controller hangs; the hub drops a spoke some 30 seconds after the link is cut. The first rule
 * that has something to say decides.
 */
export function judgeLink(ends: LinkEnds): LinkObservation {
  for (const rule of rules) {
    const verdict = rule(ends);
    if (verdict) return verdict;
  }
  return { state: 'Up', ...sinceOf(operationalOf(ends)) };
}

/** Why the hub does not confirm the link; undefined when it does. */
function hubDoubt({ network, spoke, hub }: LinkEnds): string | undefined {
  const { cluster, site } = spoke;
  const alone = `one end alone says that the link is up: `;
  if (!hub || hub.error !== undefined) {
    const which = hub ? `hub ${hub.cluster}` : 'the hub';
    return `only ${cluster}'s side could be read, which says that the link is up; ${which} could not be read`;
  }
  if (!hub.site) {
    const name = `${network.namespace}/${kubernetesName(hub.cluster)}`;
    return `${alone}Site ${name} of hub ${hub.cluster} is missing`;
  }
  const silence = controllerSilence(hub);
  if (silence) return `${alone}${silence}`;
  const record = hub.site.status?.network?.find(({ id }) => id === site?.metadata.uid);
  if (!record) return `${alone}hub ${hub.cluster} does not see ${cluster}`;
  // A link may be listed twice, as it was and as it is.
  const link = record.links?.filter(({ remoteSiteId: id }) => id === hub.site?.metadata.uid).at(-1);
  if (!link) return `${alone}hub ${hub.cluster} sees ${cluster}, but not linked to itself`;
  return link.operational ? undefined : `${alone}hub ${hub.cluster} sees the link down`;
}

function operationalOf({ spoke }: LinkEnds): Condition | undefined {
  return spoke.link && conditionOf(spoke.link, 'Operational');
}

function sinceOf(condition: Condition | undefined): { since?: string } {
  return condition?.lastTransitionTime ? { since: condition.lastTransitionTime } : {};
}
