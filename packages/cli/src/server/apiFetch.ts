import { ApiRoute } from '@interconnect/backstage-plugin-interconnect-common';
import { CliError, exitCodes } from '../exit';
import { Io } from '../Io';
import { checkAnswer, routeOf } from './checkAnswer';
import { brokenOff, notReached } from './noAnswer';

const requestTimeout = 120_000;

/** `fetch` that speaks with the API alone: what is no answer of it is an error in words. */
export function apiFetch(
  io: Io,
  as: { baseUrl: string; token(): Promise<string>; onBehalfOf?: string },
): typeof fetch {
  return async (input, init) => {
    const url = String(input);
    const route = routeOf(init!.method!, url);
    const headers = new Headers(init?.headers);
    headers.set('Authorization', `Bearer ${await as.token()}`);
    if (as.onBehalfOf !== undefined) headers.set('Interconnect-On-Behalf-Of', as.onBehalfOf);
    const signal = AbortSignal.any([io.interrupted, AbortSignal.timeout(requestTimeout)]);
    const response = await io
      .fetch(url, { ...init, headers, signal, redirect: 'manual' })
      .catch(error => {
        if (io.interrupted.aborted) throw interruptedAt(io, route);
        throw notReached(as.baseUrl, error);
      });
    const text = await response.text().catch(error => {
      if (io.interrupted.aborted) throw interruptedAt(io, route);
      throw brokenOff(as.baseUrl, error);
    });
    checkAnswer({ route, url }, response, text);
    return new Response(text || null, response);
  };
}

/** Of a change, which names a plan, nobody knows whether it was accepted. */
function interruptedAt(io: Io, { parameters }: ApiRoute): unknown {
  return parameters?.includes('planDigest')
    ? new CliError('No answer yet: the change may have been accepted', exitCodes.interrupted)
    : io.interrupted.reason;
}
