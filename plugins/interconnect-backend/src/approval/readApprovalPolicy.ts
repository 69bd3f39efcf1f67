import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';

/** Which requests need the approval of a second person, and who may approve. */
export interface ApprovalPolicy {
  /** A cluster with all of these labels requires an approval. */
  clusterLabels: Record<string, string>;
  /** Entity refs of groups and users: only people decide. */
  approvers: string[];
  /** Whether people may approve their own requests. */
  selfApproval: boolean;
  expiresAfterSeconds: number;
}

const key = 'interconnect.approval';
const twoDays = 2 * 24 * 60 * 60;

/**
 * Reads `interconnect.approval`. Undefined when it is absent: no request needs an approval.
 *
 * @throws InputError that names the wrong field
 */
export function readApprovalPolicy(config: Config): ApprovalPolicy | undefined {
  if (!config.has(key)) {
    return undefined;
  }
  return {
    clusterLabels: readLabels(config.getOptional(`${key}.clusterLabels`)),
    approvers: readApprovers(config.getOptional(`${key}.approvers`)),
    selfApproval: config.getOptionalBoolean(`${key}.allowSelfApproval`) ?? false,
    expiresAfterSeconds: readExpiry(config),
  };
}

/** Read as a whole, because names of labels may contain dots. */
function readLabels(labels: unknown): Record<string, string> {
  const field = `${key}.clusterLabels`;
  const accepted = 'the labels of clusters that need an approval, like { environment: production }';
  if (typeof labels !== 'object' || labels === null || Array.isArray(labels)) {
    throw new InputError(`${field}: ${missingOrWrong(labels)}; accepted are ${accepted}`);
  }
  const entries = Object.entries(labels);
  if (entries.length === 0) {
    throw new InputError(`${field}: names no label; accepted are ${accepted}`);
  }
  for (const [label, value] of entries) {
    if (typeof value !== 'string') {
      throw new InputError(`${field}: the value of '${label}' is not a text: put it in quotes`);
    }
  }
  return labels as Record<string, string>;
}

function readApprovers(approvers: unknown): string[] {
  const field = `${key}.approvers`;
  const accepted =
    'entity refs of groups or users, like group:default/platform-team; services cannot decide';
  if (!Array.isArray(approvers) || approvers.length === 0) {
    const wrong = Array.isArray(approvers) ? 'names nobody' : missingOrWrong(approvers);
    throw new InputError(`${field}: ${wrong}; accepted are ${accepted}`);
  }
  return approvers.map((approver, index) => {
    const ref = entityRefOf(approver);
    if (!ref) {
      throw new InputError(
        `${field}[${index}]: ${JSON.stringify(approver)} is not one; accepted are ${accepted}`,
      );
    }
    return ref;
  });
}

function entityRefOf(value: unknown): string | undefined {
  try {
    const ref = parseEntityRef(value as string);
    const isPeople = ['group', 'user'].includes(ref.kind.toLocaleLowerCase('en-US'));
    return isPeople ? stringifyEntityRef(ref) : undefined;
  } catch {
    return undefined;
  }
}

function readExpiry(config: Config): number {
  const field = `${key}.expiresAfter`;
  if (!config.has(field)) {
    return twoDays;
  }
  const seconds = durationToMilliseconds(readDurationFromConfig(config, { key: field })) / 1000;
  if (!(seconds >= 1)) {
    throw new InputError(`${field}: less than a second`);
  }
  return Math.round(seconds);
}

function missingOrWrong(value: unknown): string {
  return value === undefined ? 'is missing' : 'is not one';
}
