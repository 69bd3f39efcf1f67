import { ApplicationFailure } from '@temporalio/common';
import { failure } from './failures';
import { type Status, withNames, withoutValues } from './withoutValues';

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
  if ((httpStatus === 400 || httpStatus === 422 || httpStatus === 405) && !fromWebhook(status)) {
    return failure('invalidInput', `${cluster} does not accept ${subject}${because}`);
  }
  return failure(
    'clusterError',
    `${cluster} answered ${httpStatus} to ${verb} ${subject}${because}`,
  );
}

/** A webhook that cannot be called is the cluster's trouble, not the object's. */
function fromWebhook({ message = '' }: Status): boolean {
  return /failed calling webhook/.test(message);
}

function shorten(text: string): string {
  return text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
}
