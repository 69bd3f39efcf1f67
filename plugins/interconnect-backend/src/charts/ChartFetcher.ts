import { isBelow } from '@interconnect/backstage-plugin-interconnect-common';
import { problem } from './problem';
import type { ChartRepository } from './readChartOptions';

/** An answer that was read to its end. */
export interface Fetched {
  status: number;
  headers: Headers;
  body: Buffer;
}

/** Until when an answer has to be there, with all redirects. */
interface Deadline {
  signal: AbortSignal;
  seconds: number;
}

const maxRedirects = 5;
/** Of an index with all versions of all charts, and of a packaged chart. */
const maxBytes = 16 * 1024 * 1024;

/**
 * Asks the repositories of the configuration, and nobody else: each address is looked up there,
 * also where one redirects to. Its errors quote nothing of what was read.
 */
export class ChartFetcher {
  constructor(
    private readonly repositories: readonly ChartRepository[],
    private readonly timeoutMs = 30_000,
  ) {}

  /** The entry that a repository of a document is of. @throws DocumentError when there is none */
  repository(url: string): ChartRepository {
    const found = this.repositories.find(one => isBelow(url, one.url));
    if (!found) {
      throw problem(
        'repository',
        `${JSON.stringify(url)} is not among the repositories that may be read`,
        'what is below one of interconnect.charts.repositories, which whoever runs the portal can change',
      );
    }
    return found;
  }

  /** @param headers - go to this server only, and not to where it redirects */
  async get(url: URL, headers: Record<string, string> = {}): Promise<Fetched> {
    const deadline: Deadline = {
      signal: AbortSignal.timeout(this.timeoutMs),
      seconds: this.timeoutMs / 1000,
    };
    let at = url;
    for (let redirects = 0; redirects <= maxRedirects; redirects++) {
      this.requireAllowed(at, url);
      const answer = await ask(at, at.origin === url.origin ? headers : {}, deadline);
      const location = answer.headers.get('location');
      if (answer.status < 300 || answer.status > 399 || !location) {
        const body = await readAll(answer, at, deadline);
        return { status: answer.status, headers: answer.headers, body };
      }
      await answer.body?.cancel();
      if (!URL.canParse(location, at)) break;
      at = new URL(location, at);
    }
    throw problem('repository', `${url.origin} redirects too often, or to no address`);
  }

  private requireAllowed(at: URL, first: URL): void {
    if (!this.repositories.some(repository => isOf(at, repository))) {
      const from = at.href === first.href ? '' : `, which ${first.host} leads to,`;
      throw problem(
        'repository',
        `${at.protocol}//${at.host}${from} is not among the addresses that charts may be read from`,
        'what is below one of interconnect.charts.repositories, which whoever runs the portal can change',
      );
    }
  }
}

/** Where the API of a registry is. */
export function registryOrigin({ url, plainHttp }: ChartRepository): string {
  return new URL(url.replace(/^oci:/, plainHttp ? 'http:' : 'https:')).origin;
}

/** Of a registry: what is below its path, and what gives tokens for it. */
function isOf(at: URL, repository: ChartRepository): boolean {
  if (at.username || at.password) return false;
  if (!repository.url.startsWith('oci:')) return isBelow(at.href, repository.url);
  const { pathname } = new URL(repository.url.replace(/^oci:/, 'https:'));
  const origin = registryOrigin(repository);
  return (
    isBelow(at.href, `${origin}/v2${pathname.replace(/\/$/, '')}`) ||
    (at.origin === origin && !/^\/v2(\/|$)/.test(at.pathname) && !/%(2f|5c|2e)/i.test(at.pathname))
  );
}

async function ask(at: URL, headers: Record<string, string>, deadline: Deadline) {
  try {
    return await fetch(at, { redirect: 'manual', signal: deadline.signal, headers });
  } catch (error) {
    throw unreachable(at, deadline, error);
  }
}

async function readAll(answer: Response, at: URL, deadline: Deadline): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of answer.body ?? []) {
      length += chunk.length;
      if (length > maxBytes) break;
      chunks.push(chunk);
    }
  } catch (error) {
    throw unreachable(at, deadline, error);
  }
  if (length > maxBytes) {
    throw problem('repository', `${at.host} answers with more than ${maxBytes / 1024 / 1024} MiB`);
  }
  return Buffer.concat(chunks);
}

function unreachable(at: URL, { signal, seconds }: Deadline, error: unknown): Error {
  const { code } = ((error as Error).cause ?? {}) as { code?: string };
  const why = signal.aborted
    ? `takes longer than ${seconds} seconds`
    : `cannot be reached${code ? ` (${code})` : ''}`;
  return problem('repository', `${at.host} ${why}`);
}
