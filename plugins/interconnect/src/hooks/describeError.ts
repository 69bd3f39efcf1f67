/** What a failed request means for a person. */
interface ErrorDescription {
  kind: 'denied' | 'missing' | 'unreachable' | 'limited' | 'other';
  /** What the backend said; never a stack. */
  message: string;
  /** Of a refusal: the name of the permission that is missing. */
  permission?: string;
  /** Of too many requests: seconds after which to ask again. */
  retryAfterSeconds?: number;
}

/** When an answer does not say it: the minute in which requests are counted. */
const countedSeconds = 60;

interface Answer {
  statusCode?: number;
  body?: { error?: { message?: unknown; retryAfterSeconds?: unknown } };
}

/** Reads a ResponseError (or whatever was thrown before there was a response). */
export function describeError(error: Error): ErrorDescription {
  const { statusCode, body } = error as Answer;
  const said = body?.error?.message;
  const message = (typeof said === 'string' ? said : error.message).split('\n')[0];
  if (statusCode === 403 || error.name === 'NotAllowedError') {
    const [permission] = /\binterconnect(\.[a-z]+)+\b/.exec(message) ?? [];
    return { kind: 'denied', message, ...(permission && { permission }) };
  }
  if (statusCode === 404 || error.name === 'NotFoundError') {
    return { kind: 'missing', message };
  }
  if (statusCode === 429) {
    const seconds = body?.error?.retryAfterSeconds;
    const retryAfterSeconds = typeof seconds === 'number' ? seconds : countedSeconds;
    return { kind: 'limited', message, retryAfterSeconds };
  }
  if (error instanceof TypeError && statusCode === undefined) {
    return { kind: 'unreachable', message };
  }
  return { kind: 'other', message };
}
