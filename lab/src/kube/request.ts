import type { IncomingMessage } from 'node:http';
import { type Agent, request as httpsRequest } from 'node:https';

/** Where an API server is and how to authenticate to it. */
export interface ApiAccess {
  server: string;
  ca?: Buffer;
  token?: string;
  cert?: Buffer;
  key?: Buffer;
}

/** What a request may have besides method and path. */
export interface RequestOptions {
  body?: unknown;
  /** Of the body; JSON when not given. */
  contentType?: string;
  /** JSON when not given. */
  accept?: string;
  /** How long the connection may be silent, 10 s when not given. */
  timeoutMs?: number;
  /** Whose connections are used; `false` for a connection of its own. */
  agent?: Agent | false;
}

/**
 * An answer of the API server that is not 2xx, e.g. 404 NotFound, 409 Conflict or AlreadyExists.
 */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly reason: string,
    message: string,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

/** Whether an error is the API server's answer with this HTTP status. */
export function isStatus(error: unknown, status: number): boolean {
  return error instanceof ApiError && error.status === status;
}

/** Sends a request. @returns the answer, whatever its status; its body is still to be read */
export function sendRequest(
  { server, ca, token, cert, key }: ApiAccess,
  method: string,
  path: string,
  { body, contentType = 'application/json', ...options }: RequestOptions = {},
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
    const request = httpsRequest(new URL(server.replace(/\/$/, '') + path), {
      ...{ method, ca, cert, key, agent: options.agent },
      headers: {
        accept: options.accept ?? 'application/json',
        ...(token && { authorization: `Bearer ${token}` }),
        ...(text && { 'content-type': contentType, 'content-length': text.length }),
      },
      timeout: options.timeoutMs ?? 10_000,
    });
    request.on('timeout', () =>
      request.destroy(new Error(`no answer in time to ${method} ${path}`)),
    );
    request.on('error', reject);
    request.on('response', resolve);
    request.end(text);
  });
}

/** The whole body of an answer as text. */
export async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * The answer, when it is one of success.
 * @throws ApiError with what the API server said, when it is not
 */
export async function requireSuccess(response: IncomingMessage): Promise<IncomingMessage> {
  const { statusCode: status = 0 } = response;
  if (status >= 200 && status < 300) return response;
  const text = await readText(response);
  const { reason = '', message = text.trim() } = statusObject(text);
  throw new ApiError(status, reason, message.slice(0, 500));
}

function statusObject(text: string): { reason?: string; message?: string } {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
