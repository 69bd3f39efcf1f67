import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isIPv4 } from 'node:net';

/** What the control server does for those who call it. */
export interface Control {
  /** @returns the address, or undefined with a reason */
  resolve(
    name: string,
    namespace?: string,
  ): Promise<{ address: string } | { address?: undefined; reason: string }>;
  cut(egress: string): void;
  heal(egress: string): void;
  status(): unknown;
}

const MOST_BYTES = 10_000;

/** A request that cannot be used; the message says why. */
class BadRequest extends Error {}

type Answer = [status: number, body: object];

/**
 * The agent's own HTTP server, for the lab's verbs and for pods (names): `POST /resolve {"name",
 * "namespace"?}` → `{"address"}` or 404, `POST /cut|/heal {"egress"}`, `GET /status`. Errors are
 * `{"error"}`.
 */
export function controlServer(control: Control): Server {
  return createServer((request, response) => {
    answer(control, request).then(
      ([status, body]) => send(response, status, body),
      (error: Error) =>
        send(response, error instanceof BadRequest ? 400 : 500, { error: error.message }),
    );
  });
}

async function answer(control: Control, request: IncomingMessage): Promise<Answer> {
  switch (`${request.method} ${request.url}`) {
    case 'GET /status':
      return [200, control.status() as object];
    case 'POST /resolve': {
      const { name, namespace } = await bodyOf(request);
      if (typeof name !== 'string' || !name) throw new BadRequest('name: a string is expected');
      const found = await control.resolve(
        name,
        typeof namespace === 'string' ? namespace : undefined,
      );
      return found.address ? [200, { address: found.address }] : [404, { error: reasonOf(found) }];
    }
    case 'POST /cut':
      control.cut(egressOf(await bodyOf(request)));
      return [200, {}];
    case 'POST /heal':
      control.heal(egressOf(await bodyOf(request)));
      return [200, {}];
    default:
      return [404, { error: `${request.method} ${request.url} is not known` }];
  }
}

function reasonOf(found: { address?: string; reason?: string }): string {
  return found.reason ?? '';
}

function egressOf({ egress }: Record<string, unknown>): string {
  if (typeof egress === 'string' && isIPv4(egress)) return egress;
  throw new BadRequest('egress: the egress address of a cluster is expected, like 127.230.0.2');
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
    if (text.length > MOST_BYTES) throw new BadRequest('the request is too long');
  }
  try {
    const body: unknown = JSON.parse(text);
    if (body && typeof body === 'object') return body as Record<string, unknown>;
  } catch {
    // said below
  }
  throw new BadRequest('a JSON object is expected');
}

function send(response: ServerResponse, status: number, body: object) {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(`${JSON.stringify(body)}\n`);
}
