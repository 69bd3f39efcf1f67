import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError, InputError, ServiceUnavailableError, toError } from '@backstage/errors';
import {
  InterconnectApi,
  InterconnectClient,
} from '@interconnect/backstage-plugin-interconnect-common';
import express, { ErrorRequestHandler, Router } from 'express';
import { actAs } from '../http/requester';
import { fetchFrom } from './fetchFrom';

const base = '/api/interconnect';

/**
 * The REST API for somebody whose credentials the backend has already. The same routes answer, with
 * the same limits, permissions, checks and audit, so that there is one way to ask. It throws the
 * errors of the routes.
 */
export function callAs(router: Router, credentials: BackstageCredentials): InterconnectApi {
  const fetch = async (url: string, init: RequestInit) => {
    let thrown: unknown;
    const keep: ErrorRequestHandler = (error, _req, res, _next) => {
      thrown = error;
      res.status(500).end();
    };
    const app = express()
      .use((req, _res, next) => {
        actAs(req, credentials);
        next();
      })
      .use(base, router)
      .use(keep);
    const answer = await fetchFrom(app, url, init);
    if (thrown !== undefined) {
      throw passedOn(toError(thrown));
    }
    return answer;
  };
  return new InterconnectClient({
    discoveryApi: { getBaseUrl: async () => base },
    fetchApi: { fetch: (url, init = {}) => fetch(`${url}`, init) },
  });
}

/** MCP passes on the words of these; those of other errors it keeps to itself. */
const known: Record<string, new (message: string) => Error> = {
  PayloadTooLargeError: InputError,
  PlanChangedError: ConflictError,
  PreconditionFailedError: ConflictError,
  PreconditionRequiredError: ConflictError,
  TooManyRequestsError: ServiceUnavailableError,
};

function passedOn(error: Error): Error {
  const Known = Object.hasOwn(known, error.name) ? known[error.name] : undefined;
  return Known ? new Known(error.message) : error;
}
