import {
  kubernetesName,
  type MemberObservation,
  type ObserveInput,
} from '@interconnect/backstage-plugin-interconnect-common';
import { describeConditions, isTrue } from '../client';
import { siteOf } from '../skupper/objects';
import { controllerSilence } from './controllerSilence';
import { specDifferences } from './differences';
import { applicationProblems } from './judgeApplications';
import { credentialProblems, expiryNotes } from './judgeCertificates';
import { hubProblems } from './judgeHub';
import { judgeLink } from './judgeLink';
import { linkDifferences } from './linkDifferences';
import { publicationProblems } from './judgePublication';
import { tlsNotes, tlsProblems } from './judgeTls';
import type { MemberReading } from './MemberReading';

/** What a member's reading means. */
export interface MemberVerdict {
  observation: MemberObservation;
  /** Sentences that name cluster and object. */
  mismatches: string[];
  /**
   * What the member's Site, Listeners and Connectors report can be believed: it could be read, has
   * a Site, whose controller answers.
   */
  isTrusted: boolean;
}

/**
 * Compares what a member showed with what the network needs there. What is wrong makes it NotReady;
 * what cannot be believed, or not be known, makes it Unknown when nothing is wrong.
 *
 * @param hub - what the hub showed
 */
export function judgeMember(
  reading: MemberReading,
  input: ObserveInput,
  hub: MemberReading | undefined,
): MemberVerdict {
  const { cluster, role, observedAt, error } = reading;
  const { network } = input;
  const link = role === 'spoke' ? judgeLink({ network, spoke: reading, hub }) : undefined;
  if (error !== undefined) {
    return {
      observation: {
        cluster,
        role,
        state: 'Unknown',
        observedAt,
        message: error,
        ...(link && { link }),
      },
      mismatches: [error],
      isTrusted: false,
    };
  }
  const silence = controllerSilence(reading);
  const isTrusted = reading.site !== undefined && silence === undefined;
  const problems = unique([
    ...siteProblems(reading, input, isTrusted),
    ...(link?.state === 'Down' && link.message ? [link.message] : []),
    ...(hub && role === 'spoke' ? linkDifferences(reading, input, hub) : []),
    ...(hub && role === 'spoke' ? credentialProblems(reading, input, hub) : []),
    ...(role === 'hub' ? hubProblems(reading, input) : []),
    ...publicationProblems(reading, input, { isTrusted, isLinked: !link || link.state === 'Up' }),
    ...applicationProblems(reading, input),
    ...tlsProblems(reading, input, hub),
  ]);
  const doubts = unique([silence, link?.state === 'Unknown' ? link.message : undefined]);
  const said = [...problems, ...doubts, ...expiryNotes(reading, input), ...tlsNotes(reading)];
  return {
    observation: {
      cluster,
      role,
      state: stateOf(problems, doubts),
      observedAt,
      ...(said.length > 0 && { message: said.join('; ') }),
      ...(link && { link }),
    },
    mismatches: [...problems, ...doubts].map(sentence => `${cluster}: ${sentence}`),
    isTrusted,
  };
}

function stateOf(problems: string[], doubts: string[]): MemberObservation['state'] {
  if (problems.length > 0) return 'NotReady';
  return doubts.length > 0 ? 'Unknown' : 'Ready';
}

function siteProblems(
  { cluster, role, site }: MemberReading,
  { network }: ObserveInput,
  isTrusted: boolean,
): string[] {
  const name = `Site ${network.namespace}/${kubernetesName(cluster)}`;
  const differences = specDifferences(siteOf(network, { cluster, role }, {}), site);
  if (!site || !isTrusted || isTrue(site, 'Ready')) return differences;
  const conditions = ['Configured', 'Running', ...(role === 'hub' ? ['Resolved'] : [])];
  return [`${name} is not Ready (${describeConditions(site, conditions)})`, ...differences];
}

function unique(sentences: (string | undefined)[]): string[] {
  return [...new Set(sentences.filter(sentence => sentence !== undefined))];
}
