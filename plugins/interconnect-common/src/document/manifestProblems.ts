import { labelPrefix } from '../network/labels';
import { isClusterScoped } from './clusterScoped';
import { kindOf } from './shapeErrors';

/** What is wrong with an object, and what would be accepted. */
export interface Problem {
  message: string;
  accepted?: string;
}

/** Why a value cannot be an object of an application in this namespace; empty if it can. */
export function objectProblems(value: unknown, namespace: string): Problem[] {
  if (!isRecord(value)) {
    return [{ message: `is ${kindOf(value)}`, accepted: 'a Kubernetes object' }];
  }
  const { apiVersion, kind, metadata } = value;
  const problems: Problem[] = [];
  const hint = caseHint(Object.keys(value));
  if (typeof apiVersion !== 'string' || !apiVersion) {
    problems.push({
      message: `has no apiVersion${hint}`,
      accepted: "a text like 'v1' or 'apps/v1'",
    });
  }
  if (typeof kind !== 'string' || !kind) {
    problems.push({
      message: `has no kind${hint}`,
      accepted: "a text like 'Service' or 'Deployment'",
    });
  }
  if (!isRecord(metadata)) {
    problems.push({ message: `has no metadata${hint}`, accepted: 'metadata with a name' });
  } else {
    problems.push(...metadataProblems(metadata, namespace));
  }
  if (typeof apiVersion === 'string' && typeof kind === 'string') {
    problems.push(...kindProblems(apiVersion, kind, namespace));
  }
  return problems;
}

function kindProblems(apiVersion: string, kind: string, namespace: string): Problem[] {
  if (isClusterScoped(apiVersion, kind)) {
    return [
      {
        message: `${kind} concerns the whole cluster`,
        accepted: `objects in the namespace '${namespace}'`,
      },
    ];
  }
  return kind === 'Secret' && apiVersion === 'v1'
    ? [
        {
          message: 'is a Secret, which would be kept in the history of the request',
          accepted:
            'Secrets that are created on the cluster by other means, and references to them',
        },
      ]
    : [];
}

function metadataProblems(metadata: Record<string, unknown>, namespace: string): Problem[] {
  const problems: Problem[] = [];
  if (metadata.generateName !== undefined) {
    problems.push({
      message: 'has metadata.generateName, which makes another object each time it is applied',
      accepted: 'metadata.name',
    });
  } else if (typeof metadata.name !== 'string' || !metadata.name.trim()) {
    problems.push({
      message: `has no metadata.name${caseHint(Object.keys(metadata))}`,
      accepted: "a text like 'my-backend'",
    });
  }
  if (metadata.namespace !== undefined && metadata.namespace !== namespace) {
    problems.push({
      message: `is in namespace '${metadata.namespace}', and not in that of the application`,
      accepted: `'${namespace}', or no namespace`,
    });
  }
  for (const field of ['labels', 'annotations']) {
    problems.push(...textProblems(field, metadata[field]));
  }
  return problems;
}

function textProblems(field: string, texts: unknown): Problem[] {
  if (texts === undefined || texts === null) {
    return [];
  }
  if (!isRecord(texts)) {
    return [{ message: `metadata.${field} is ${kindOf(texts)}`, accepted: 'names with texts' }];
  }
  return Object.entries(texts).flatMap(([key, value]) => {
    if (typeof value !== 'string') {
      return [
        { message: `metadata.${field}, ${key} is ${kindOf(value)}`, accepted: 'a text, in quotes' },
      ];
    }
    return field === 'labels' && key.startsWith(labelPrefix)
      ? [{ message: `has the label ${key}, which is set by the rollout`, accepted: 'other labels' }]
      : [];
  });
}

const fieldNames = [
  'apiVersion',
  'kind',
  'metadata',
  'name',
  'namespace',
  'labels',
  'annotations',
  'spec',
  'data',
];

/** "; names of fields are case-sensitive: 'Kind' is not 'kind'" if a field only differs in case from a known one. */
export function caseHint(keys: string[]): string {
  const wrong = keys.flatMap(key => {
    const meant = fieldNames.find(name => name !== key && name.toLowerCase() === key.toLowerCase());
    return meant ? [`'${key}' is not '${meant}'`] : [];
  });
  return wrong.length > 0 ? `; names of fields are case-sensitive: ${wrong.join(', ')}` : '';
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
