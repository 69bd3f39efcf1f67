import { InputError } from '@backstage/errors';
import {
  apiRoutes,
  historyDecodePermission,
  Payloads,
} from '@interconnect/backstage-plugin-interconnect-common';
import { PayloadError } from '@interconnect/backstage-plugin-interconnect-node';
import type { Payload } from '@temporalio/common';
import type { Request, RequestHandler, Response, Router } from 'express';
import { audited } from '../audited';
import { authorize } from '../authorize';
import { PayloadTooLargeError } from '../errors';
import { jsonBody } from '../http/jsonBody';
import { readRequester } from '../http/requester';
import type { Services } from '../Services';

const { method, path } = apiRoutes.DecodePayloads;
/** Of a page of a history; Temporal's UI sends what one event holds, 2 MiB at most. */
const maxBody = '4mb';
/** Of what comes back. */
const maxBytes = 32 * 1024 * 1024;
const maxPayloads = 5000;

/** Whether a request is one of Temporal's UI or command line to decode what they show. */
export function isDecoding(req: Request): boolean {
  return req.path.replace(/\/$/, '') === path;
}

/**
 * The remote codec that Temporal's UI and command line ask to decode what they show. Who may is
 * checked before the body is read; nothing is encoded here, because nobody but backend and worker
 * writes.
 */
export function addCodecRoute(router: Router, services: Services): void {
  const allowed: RequestHandler = async (req, _res, next) => {
    const requester = await readRequester(services, req);
    const event = { eventId: 'history-decode', severityLevel: 'medium' as const, request: req };
    await audited(services.auditor, { ...event, meta: {} }, () =>
      authorize(services, requester, historyDecodePermission),
    );
    next();
  };
  router[method](
    path,
    allowed,
    jsonBody(maxBody),
    async (req: Request, res: Response<Payloads>) => {
      const decoded = await services.codec.decode(readPayloads(req.body)).catch(error => {
        throw error instanceof PayloadError ? new InputError(error.message) : error;
      });
      const bytes = decoded.reduce((sum, { data }) => sum + (data?.length ?? 0), 0);
      if (bytes > maxBytes) {
        throw new PayloadTooLargeError(
          `The payloads are bigger than ${maxBytes} bytes: send fewer`,
        );
      }
      res.json({ payloads: decoded.map(asJson) });
    },
  );
}

/** Protobuf's JSON of payloads: bytes are base64. */
function readPayloads(body: unknown): Payload[] {
  const { payloads } = (body ?? {}) as { payloads?: unknown };
  if (!Array.isArray(payloads) || payloads.length > maxPayloads) {
    throw new InputError(`payloads: a list of at most ${maxPayloads} payloads is accepted`);
  }
  return payloads.map((payload, index) => {
    const { metadata = {}, data = '' } = payload ?? {};
    const texts = typeof metadata === 'object' && metadata ? Object.values(metadata) : [undefined];
    if (![data, ...texts].every(text => typeof text === 'string')) {
      throw new InputError(
        `payloads[${index}]: { metadata: { <name>: <base64> }, data: <base64> } is accepted`,
      );
    }
    return {
      metadata: Object.fromEntries(
        Object.entries(metadata as Record<string, string>).map(([name, text]) => [
          name,
          Buffer.from(text, 'base64'),
        ]),
      ),
      data: Buffer.from(data, 'base64'),
    };
  });
}

function asJson({ metadata, data }: Payload) {
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  return {
    metadata: Object.fromEntries(
      Object.entries(metadata ?? {}).map(([name, bytes]) => [name, base64(bytes)]),
    ),
    data: base64(data ?? new Uint8Array()),
  };
}
