import { ApiException } from '@kubernetes/client-node';

/**
 * Why objects could not be listed, for people. Texts of errors are not used: they quote bodies, and
 * what a credential plugin printed.
 */
export function listingTrouble(error: unknown): string {
  if (error instanceof Unlisted) return error.message;
  if (error instanceof ApiException) return answers[error.code] ?? `the answer was ${error.code}`;
  const { name, cause, code: own } = (error ?? {}) as Told;
  if (name === 'TimeoutError' || name === 'AbortError') return 'there was no answer in time';
  const code = cause?.code ?? own;
  const told = typeof code === 'string' && /^[A-Z0-9_]+$/.test(code) ? ` (${code})` : '';
  return `the cluster could not be asked${told}`;
}

/** What errors of fetch, and of programs that sign in, say. */
interface Told {
  name?: string;
  code?: unknown;
  cause?: { code?: unknown };
}

const answers: Record<number, string> = {
  401: 'the credentials are not accepted (401)',
  403: 'the account may not list them (403): workflows/deploy/management has the role',
  404: 'the cluster does not know this kind (404)',
};

/** A reason why nothing could be asked, whose text is for people. */
export class Unlisted extends Error {}
