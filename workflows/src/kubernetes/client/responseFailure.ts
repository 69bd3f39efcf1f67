import { ApplicationFailure } from '@temporalio/common';
import { failure } from './failures';
import { ofCause, type Status, withNames, withoutValues } from './withoutValues';

/** What was asked of the cluster. */
export interface Attempted {
  cluster: string;
  server: string;
  /** `create`, `get`, `list`, `patch`, `delete`. */
  verb: string;
  /** Plural: `secrets`. */
  resource: string;
  /** `Service shop/my-backend`; for lists the plural. */
  subject: string;
}

/** Texts of webhooks and validators can be as long as the object. */
const maxLength = 400;

/**
 * What the API server says with 500 although it is the object's fault, and says again each time:
 * server-side apply (apimachinery's managedfields: duplicate keys of a list, unknown fields, wrong
 * types), the storage of objects (apiserver's registry), etcd.
 */
const permanent =
  /failed to create typed (patch|live) object|resourceVersion should not be set on objects to be created|etcdserver: request is too large/;

/** Statuses that say that it is the request's fault. */
const refusals = [400, 405, 413, 415, 422];

/** The cluster refused: says what, and why as far as that cannot give away what an object holds. */
export function responseFailure(
  attempted: Attempted,
  httpStatus: number,
  body: unknown,
): ApplicationFailure {
  const { cluster, server, verb, resource, subject } = attempted;
  const status = (typeof body === 'object' && body !== null ? body : {}) as Status;
  const causes = status.details?.causes ?? [];
  const namesOnly = httpStatus === 403 || httpStatus === 404 || fromWebhook(status);
  const told = namesOnly && !causes.some(cause => cause.field) ? withNames : withoutValues;
  const why = resource === 'secrets' ? (status.reason ?? '') : shorten(told(status));
  const because = why && `: ${why}`;

  if (httpStatus === 401) {
    return failure(
      'unauthorized',
      `${cluster} at ${server} refuses the credentials of its configuration`,
    );
  }
  if (causes.some(cause => cause.reason === 'NamespaceTerminating')) {
    return failure(
      'conflict',
      `${cluster}: ${subject} cannot be made while its namespace is being deleted`,
    );
  }
  if (httpStatus === 403) {
    return failure('forbidden', `${cluster} forbids to ${verb} ${resource} (${subject})${because}`);
  }
  if (httpStatus === 404) {
    return failure('notFound', `${cluster}: cannot ${verb} ${subject}${because || ': not found'}`);
  }
  if (httpStatus === 409) {
    return failure(
      'conflict',
      `${cluster}: ${subject} was changed by somebody else at the same time`,
    );
  }
  if (isImmutable(httpStatus, status)) {
    return failure(
      'immutable',
      `${cluster} cannot change ${subject}${because}. ${howToChange(subject)}`,
    );
  }
  if (!fromWebhook(status) && (refusals.includes(httpStatus) || isPermanent(httpStatus, status))) {
    return failure('invalidInput', `${cluster} does not accept ${subject}${because}`);
  }
  return failure(
    'clusterError',
    `${cluster} answered ${httpStatus} to ${verb} ${subject}${because}`,
  );
}

function isPermanent(httpStatus: number, { message = '' }: Status): boolean {
  return httpStatus === 500 && permanent.test(message);
}

/** In the words of Kubernetes' validation (`field is immutable`, `may not change once set`, …). */
const unchangeable =
  /field is immutable|is immutable after creation|may not (be changed|change once set|change fields other than)|fields other than .* are forbidden/s;

/** An object that is wrong besides cannot be made anew either. */
function isImmutable(httpStatus: number, { details: { causes = [] } = {} }: Status): boolean {
  const isUnchangeable = ({ message = '' }) => unchangeable.test(ofCause(message));
  return httpStatus === 422 && causes.length > 0 && causes.every(isUnchangeable);
}

function howToChange(subject: string): string {
  const lost = subject.startsWith('PersistentVolumeClaim ') ? ' (its data goes with it)' : '';
  return (
    'Give the object another name, or leave it out of one rollout, which removes it' +
    `${lost}, and put it back with the next`
  );
}

/** A webhook that cannot be called is the cluster's trouble, not the object's. */
function fromWebhook({ message = '' }: Status): boolean {
  return /failed calling webhook/.test(message);
}

function shorten(text: string): string {
  return text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
}
