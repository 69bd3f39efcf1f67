import { ApplicationFailure } from '@temporalio/common';
import { failure } from './failures';

const reasons: Record<string, string> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'the connection was reset',
  ENOTFOUND: 'the name cannot be resolved',
  EAI_AGAIN: 'the name cannot be resolved at the moment',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no route to the network',
  ETIMEDOUT: 'the connection timed out',
  EPIPE: 'the connection was closed',
};

/** Errors of the TLS handshake that say: this is not the server that the configuration trusts. */
const certificateError = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|CRL/;

/** No answer came: says from where, and why. The error's own text is not used. */
export function connectionFailure(
  cluster: string,
  server: string,
  error: unknown,
  timeoutMs: number,
): ApplicationFailure {
  const code = codeOf(error);
  if (code.includes('ALERT')) {
    return failure(
      'unauthorized',
      `${cluster} at ${server} refuses the client certificate (${code})`,
    );
  }
  if (certificateError.test(code)) {
    return failure(
      'untrusted',
      `${cluster} at ${server} shows a certificate that its configuration does not trust (${code})`,
    );
  }
  const timedOut = (error as { name?: unknown } | undefined)?.name === 'TimeoutError';
  const reason = timedOut
    ? `no answer within ${timeoutMs / 1000} s`
    : (reasons[code] ?? `the connection failed${code && ` (${code})`}`);
  return failure('unreachable', `${cluster} cannot be reached at ${server}: ${reason}`);
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const { code, errors } = error as { code?: unknown; errors?: unknown };
  // Several addresses of one name were tried.
  if (Array.isArray(errors) && errors.length > 0) return codeOf(errors[0]);
  return typeof code === 'string' && /^[A-Z0-9_]+$/.test(code) ? code : '';
}
