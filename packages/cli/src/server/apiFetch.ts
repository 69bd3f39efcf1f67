import { plainText } from '@interconnect/backstage-plugin-interconnect-common';
import { CliError, exitCodes } from '../exit';
import { Io } from '../Io';

const requestTimeout = 120_000;

/** `fetch` that speaks with the API alone: what is no answer of it is an error in words. */
export function apiFetch(
  io: Io,
  as: { baseUrl: string; token(): Promise<string>; onBehalfOf?: string },
): typeof fetch {
  return async (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('Authorization', `Bearer ${await as.token()}`);
    if (as.onBehalfOf !== undefined) headers.set('Interconnect-On-Behalf-Of', as.onBehalfOf);
    const signal = AbortSignal.any([
      io.interrupted,
      AbortSignal.timeout(requestTimeout),
      ...(init?.signal ? [init.signal] : []),
    ]);
    const response = await io
      .fetch(input, { ...init, headers, signal, redirect: 'manual' })
      .catch(error => {
        io.interrupted.throwIfAborted();
        throw noAnswer(as.baseUrl, `cannot be reached (${reasonOf(error)})`);
      });
    refuseOthers(as.baseUrl, response);
    const text = await response.text().catch(error => {
      io.interrupted.throwIfAborted();
      throw noAnswer(as.baseUrl, `breaks off its answer (${reasonOf(error)})`);
    });
    refuseOtherJson(as.baseUrl, response, text);
    return new Response(text || null, response);
  };
}

function refuseOthers(server: string, response: Response): void {
  const { status, headers } = response;
  const location = headers.get('location');
  if (status >= 300 && status < 400 && location) {
    throw noAnswer(
      server,
      `sends to ${plainText(location, 200)} (accepted: the address of the backend itself)`,
    );
  }
  const type = headers.get('content-type') ?? '';
  if (status !== 204 && !/json/.test(type)) {
    throw otherAnswer(server, status, /html/.test(type) ? 'a web page' : 'no JSON');
  }
}

/** JSON of somebody else, like a gateway; what it says of a token is believed. */
function refuseOtherJson(server: string, { status, headers }: Response, text: string): void {
  if (status === 204 || status === 401) return;
  if (!/^application\/json\b/.test(headers.get('content-type') ?? '')) return;
  const value = parsed(text);
  if (value === undefined) throw otherAnswer(server, status, 'broken JSON');
  const ofApi = typeof value === 'object' && value !== null;
  if (!ofApi || (status >= 400 && !('error' in value && 'response' in value))) {
    throw otherAnswer(server, status, 'JSON that is not of this API');
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function otherAnswer(server: string, status: number, what: string): CliError {
  return noAnswer(
    server,
    `answers ${status} with ${what}: is it the address of the backend, without /api, and is the plugin installed there?`,
  );
}

/** The server is another one, or not there now. */
function noAnswer(server: string, what: string): CliError {
  return new CliError(`${server} ${what}`, exitCodes.noAnswer);
}

function reasonOf(error: unknown): string {
  const { cause, name } = error as Error & { cause?: { code?: string; message?: string } };
  if (name === 'TimeoutError') return `no answer in ${requestTimeout / 1000} s`;
  return cause?.code ?? cause?.message ?? name;
}
