import { CliError, exitCodes } from '../exit';

/** There is no answer of the API. */
export class NoAnswer extends CliError {
  /** Whether there may be one in a moment, at the same address. */
  readonly passing: boolean;

  constructor(message: string, { passing = false } = {}) {
    super(message, exitCodes.noAnswer);
    this.passing = passing;
  }
}

const unknownAuthority =
  'its certificate is of an authority that is not known here; NODE_EXTRA_CA_CERTS=<file> adds one';

/** What the codes of Node and OpenSSL mean, where they do not say what to do. */
const meanings: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'its name cannot be looked up now',
  UND_ERR_SOCKET: 'it closes the connection; is it one with https://?',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it speaks no TLS; is it one with http://?',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is of another host',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: unknownAuthority,
  SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority,
};

/** A request that has failed before its answer. */
export function notReached(server: string, error: unknown): NoAnswer {
  const reason = reasonOf(error);
  const meaning = meanings[reason];
  const message = `${server} cannot be reached (${reason})${meaning ? `: ${meaning}` : ''}`;
  return new NoAnswer(message, { passing: true });
}

/** An answer that has no end. */
export function brokenOff(server: string, error: unknown): NoAnswer {
  return new NoAnswer(`${server} breaks off its answer (${reasonOf(error)})`, { passing: true });
}

function reasonOf(error: unknown): string {
  const { cause, message } = error as Error & { cause?: { code?: string; message?: string } };
  return cause?.code || cause?.message || message;
}
