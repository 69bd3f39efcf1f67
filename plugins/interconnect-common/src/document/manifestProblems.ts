import { labelPrefix } from '../network/labels';
import { annotationPrefix } from './annotations';
import { isClusterScoped } from './clusterScoped';
import { hookProblems } from './deployHooks';
import {
  describeNode,
  identityOf,
  invisible,
  isAnnotationKey,
  isApiVersion,
  isKind,
  isObjectName,
  isRecord,
} from './disclosure';
import { acceptedService, namespacePattern, servicePattern } from './fields';
import { misspelledKind } from './kinds';
import { isKustomization, kustomizationProblem } from './kustomization';
import { Problem } from './objectShape';
import { podProblems } from './podShape';
import { serviceProblems } from './serviceShape';
import { kindOf } from './shapeErrors';

/**
 * Why a value cannot be an object of an application in this namespace; empty if it can. Quotes
 * nothing, see `disclosure.ts`.
 */
export function objectProblems(value: unknown, namespace: string): Problem[] {
  if (!isRecord(value)) {
    return [{ message: `is ${describeNode(value)}`, accepted: 'a Kubernetes object' }];
  }
  const { apiVersion, kind, metadata } = value;
  if (isKustomization(value)) {
    return [kustomizationProblem];
  }
  const problems: Problem[] = [];
  const hint = caseHint(Object.keys(value));
  if (!isApiVersion(apiVersion)) {
    problems.push({
      message: `has no apiVersion${instead(apiVersion)}${hint}`,
      accepted: "a text like 'v1' or 'apps/v1'",
    });
  }
  if (!isKind(kind)) {
    problems.push({
      message: `has no kind${instead(kind)}${hint}`,
      accepted: "a text like 'Service' or 'Deployment'",
    });
  }
  if (!isRecord(metadata)) {
    problems.push({
      message: `has no metadata${instead(metadata)}${hint}`,
      accepted: 'metadata with a name',
    });
  } else {
    problems.push(...nameProblems(metadata, apiVersion, kind));
    problems.push(...metadataProblems(metadata, namespace, identityOf(value) !== undefined));
    problems.push(...hookProblems(metadata), ...podProblems(value));
  }
  if (isApiVersion(apiVersion) && isKind(kind)) {
    problems.push(...kindProblems(apiVersion, kind, namespace));
  }
  if (isService(value)) {
    problems.push(...serviceProblems(value.spec));
  }
  return problems;
}

/** Whether an object is a Service of Kubernetes itself. */
export function isService({ apiVersion, kind }: { apiVersion?: unknown; kind?: unknown }): boolean {
  return apiVersion === 'v1' && kind === 'Service';
}

/** Templates of charts leave fields empty; Kubernetes takes them as if they were not there. */
function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/** ", but a number" when something else stands in the place. */
function instead(value: unknown): string {
  return isAbsent(value) ? '' : `, but ${describeNode(value)}`;
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
    : misspelledKind(apiVersion, kind);
}

function nameProblems(
  metadata: Record<string, unknown>,
  apiVersion: unknown,
  kind: unknown,
): Problem[] {
  const { name } = metadata;
  // Of a Pod that was exported, both are there; Kubernetes uses it only without a name.
  if (!isAbsent(metadata.generateName) && isAbsent(name)) {
    return [
      {
        message: 'has metadata.generateName, which makes another object each time it is applied',
        accepted: 'metadata.name',
      },
    ];
  }
  const ofService = isService({ apiVersion, kind });
  const accepted = ofService
    ? acceptedService
    : "a text of lower-case letters, digits, '-' and '.', like 'my-backend'";
  if (typeof name !== 'string' || !name.trim()) {
    return [
      {
        message: `has no metadata.name${instead(name)}${caseHint(Object.keys(metadata))}`,
        accepted,
      },
    ];
  }
  const valid = ofService
    ? servicePattern.test(name)
    : isObjectName(name, isApiVersion(apiVersion) ? apiVersion : '');
  return valid
    ? []
    : [
        {
          message: `has a metadata.name that Kubernetes does not take (${describeNode(name)})`,
          accepted,
        },
      ];
}

function metadataProblems(
  metadata: Record<string, unknown>,
  namespace: string,
  wellFormed: boolean,
): Problem[] {
  const problems: Problem[] = [];
  const theirs = metadata.namespace;
  if (!isAbsent(theirs) && theirs !== namespace) {
    const named = wellFormed && typeof theirs === 'string' && namespacePattern.test(theirs);
    problems.push({
      message: named
        ? `is in namespace '${theirs}', and not in that of the application`
        : `has a metadata.namespace (${describeNode(theirs)}) that is not that of the application`,
      accepted: `'${namespace}', or no namespace`,
    });
  }
  for (const field of ['labels', 'annotations']) {
    problems.push(...textProblems(field, metadata[field], wellFormed));
  }
  problems.push(...sizeProblems(metadata.annotations));
  return problems;
}

/** Kubernetes' limit for all annotations of an object together, in bytes. */
const maxAnnotations = 256 * 1024;

function sizeProblems(annotations: unknown): Problem[] {
  const bytes = new TextEncoder().encode(
    isRecord(annotations) ? Object.entries(annotations).flat().join('') : '',
  ).length;
  return bytes <= maxAnnotations
    ? []
    : [
        {
          path: ['metadata', 'annotations'],
          message: `has ${bytes} bytes`,
          accepted: `at most ${maxAnnotations}`,
        },
      ];
}

function textProblems(field: string, texts: unknown, wellFormed: boolean): Problem[] {
  if (texts === undefined || texts === null) {
    return [];
  }
  if (!isRecord(texts)) {
    const message = `is ${describeNode(texts)}`;
    return [{ path: ['metadata', field], message, accepted: 'names with texts' }];
  }
  return Object.entries(texts).flatMap(([key, value]): Problem[] => {
    const named = wellFormed && isAnnotationKey(key) ? key : undefined;
    if (typeof value !== 'string') {
      const what = named?.startsWith(`${annotationPrefix}/`) ? kindOf(value) : describeNode(value);
      return [
        {
          path: ['metadata', field, ...(named ? [named] : [])],
          message: `${named ? 'is' : 'has one key that is'} ${what}`,
          accepted: 'a text, in quotes',
        },
      ];
    }
    return field === 'labels' && key.startsWith(labelPrefix)
      ? [
          {
            message: `has ${named ? `the label ${named}` : `a label of ${labelPrefix}`}, which is set by the rollout`,
            accepted: 'other labels',
          },
        ]
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

/**
 * "; names of fields are case-sensitive: 'Kind' is not 'kind'" if a field only differs in case from
 * a known one. Blanks that do not break a line come with texts that were copied from a web page.
 */
export function caseHint(keys: string[]): string {
  const wrong = keys.flatMap(key => {
    const meant = fieldNames.find(name => name !== key && name.toLowerCase() === key.toLowerCase());
    return meant ? [`'${key}' is not '${meant}'`] : [];
  });
  const hidden = keys.flatMap(key => {
    const seen = key.replace(invisible, '').trim();
    return key.search(invisible) >= 0 && fieldNames.includes(seen) ? [`'${seen}'`] : [];
  });
  return [
    wrong.length > 0 && `; names of fields are case-sensitive: ${wrong.join(', ')}`,
    hidden.length > 0 && `; with ${hidden.join(', ')} stand characters that cannot be seen`,
  ]
    .filter(Boolean)
    .join('');
}
