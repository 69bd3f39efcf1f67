import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Io } from '../Io';
import { run } from '../commands/run';

/** What a portal answers. */
export interface Answer {
  status?: number;
  body?: unknown;
  /** In the place of a body in JSON. */
  text?: string;
  headers?: Record<string, string>;
}

export const server = 'http://portal.test';
export const token = 'token-that-nobody-may-see';
/** Where it is, and as whom it is asked. */
export const env = { INTERCONNECT_URL: server, INTERCONNECT_TOKEN: token };
const api = `${server}/api/interconnect/v1`;

/** A stand-in for a portal: answers in their order, the last one again and again. */
export class FakePortal {
  readonly requests: { asked: string; headers: Headers; body: unknown }[] = [];
  private readonly answers: Record<string, Answer[]>;

  constructor(answers: Record<string, Answer | Answer[]>) {
    this.answers = Object.fromEntries(
      Object.entries(answers).map(([asked, answer]) => [asked, [answer].flat()]),
    );
  }

  readonly fetch: typeof fetch = async (url, init) => {
    const asked = `${init?.method} ${String(url).replace(api, '')}`;
    const body = init?.body ? JSON.parse(String(init.body)) : undefined;
    this.requests.push({ asked, headers: new Headers(init?.headers), body });
    const left = this.answers[asked];
    const answer = left && (left.length > 1 ? left.shift() : left[0]);
    if (!answer) return error(404, { name: 'NotFoundError', message: `${asked} is not there` });
    if (answer.status === 0) {
      throw Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } });
    }
    return new Response(
      answer.text ?? (answer.body === undefined ? null : JSON.stringify(answer.body)),
      {
        status: answer.status ?? 200,
        headers: { 'content-type': 'application/json', ...answer.headers },
      },
    );
  };

  asked(): string[] {
    return this.requests.map(({ asked }) => asked);
  }
}

/** An answer as Backstage refuses. */
export function refusal(status: number, error_: { name: string; message: string }): Answer {
  return { status, body: { error: error_, response: { statusCode: status } } };
}

function error(status: number, details: { name: string; message: string }): Response {
  const { body } = refusal(status, details);
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json' },
  });
}

/** Files in a folder of their own. */
export function files<Name extends string>(texts: Record<Name, string>): Record<Name, string> {
  const folder = mkdtempSync(join(tmpdir(), 'interconnect-cli-'));
  const paths = Object.entries<string>(texts).map(([name, text]) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return [name, path];
  });
  return Object.fromEntries(paths);
}

/** Runs a command against a stand-in, in a time that goes by as fast as it is slept. */
export async function cli(portal: FakePortal, args: string[], more: Partial<Io> = {}) {
  const out: string[] = [];
  const notes: string[] = [];
  let now = Date.parse('2026-11-29T10:00:00.000Z');
  const code = await run(
    {
      out: text => out.push(text),
      note: text => notes.push(text),
      env,
      fetch: portal.fetch,
      readStdin: async () => Buffer.alloc(0),
      colour: false,
      now: () => now,
      sleep: async (milliseconds, signal) => {
        now += milliseconds;
        signal?.throwIfAborted();
      },
      interrupted: new AbortController().signal,
      ...more,
    },
    args,
  );
  const told = { code, out: out.join('\n'), notes: notes.join('\n') };
  expect(JSON.stringify(told)).not.toContain(token);
  return told;
}
