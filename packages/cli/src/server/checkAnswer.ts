import { ApiRoute, apiRoutes, plainText } from '@interconnect/backstage-plugin-interconnect-common';
import { z } from 'zod';
import { version } from '../../package.json';
import shapes from './answerShapes.json';
import { NoAnswer } from './noAnswer';

const otherServer =
  'is it the address of the backend, without /api, and is the plugin installed there?';
const otherVersion = `is it this portal, and does it have the version of this command (${version})?`;

const $defs = shapes as Record<string, z.core.JSONSchema.JSONSchema>;

/** The route of the API that a request of its client is about. */
export function routeOf(method: string, url: string): ApiRoute {
  const { pathname } = new URL(url);
  return Object.values<ApiRoute>(apiRoutes).find(
    route =>
      route.method === method.toLowerCase() &&
      new RegExp(`/api/interconnect${route.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(pathname),
  )!;
}

/**
 * Accepts what the API answers and refuses; what anybody says of a token is believed.
 *
 * @throws NoAnswer when it is somebody else: a sign-in, a proxy, another API, another version
 */
export function checkAnswer(
  { route, url }: { route: ApiRoute; url: string },
  { status, ok, headers }: Response,
  text: string,
): void {
  if (status === 401 || (status === 204 && route.empty !== undefined)) return;
  const location = headers.get('location');
  if (location && status >= 300 && status < 400) {
    const where = plainText(location, 200);
    throw new NoAnswer(`${url} sends to ${where} (accepted: the address of the backend itself)`);
  }
  const value = parsed(ok && route.answer === 'JsonLines' ? firstLine(text) : text);
  if (!ok && refusal.safeParse(value).success) return;
  if (status === 429 || status >= 500) {
    const message = `${url} answers ${status}, not in the words of the portal: a proxy in front of it may not reach it`;
    throw new NoAnswer(message, { passing: true });
  }
  const answers = `${url} answers ${status} with`;
  if (!ok || !isObject(value)) {
    throw new NoAnswer(`${answers} ${kindOf(headers, text, value)}: ${otherServer}`);
  }
  const difference = differenceOf(route, value);
  if (difference !== undefined) {
    throw new NoAnswer(`${answers} JSON of another shape (${difference}): ${otherVersion}`);
  }
}

const refusal = z.object({ error: z.object({ message: z.string() }), response: z.object({}) });

/** Of an audit log only how it begins: `audit verify` reads all of it. */
const beginning = z.object({ type: z.literal('export') });

/** What is not as the route says; undefined when all of it is. */
function differenceOf({ answer, list }: ApiRoute, value: object): string | undefined {
  const one = { $ref: `#/$defs/${answer}` };
  const shape =
    answer === 'JsonLines'
      ? beginning
      : z.fromJSONSchema({ ...(list ? { type: 'array', items: one } : one), $defs });
  const [issue] = shape.safeParse(value).error?.issues ?? [];
  const field = issue && z.core.toDotPath(issue.path);
  return issue && `${field ? `${field}: ` : ''}${issue.message.replace('Invalid input: ', '')}`;
}

function kindOf(headers: Headers, text: string, value: unknown): string {
  const type = headers.get('content-type') ?? '';
  if (/html/.test(type)) return 'a web page';
  if (text === '') return 'nothing';
  if (value !== undefined) return 'JSON that is not of this API';
  return /json/.test(type) ? 'broken JSON' : 'no JSON';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
