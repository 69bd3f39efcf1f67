import { createHash } from 'node:crypto';
import { InputError } from '@backstage/errors';
import {
  DocumentError,
  Manifest,
  ManifestContext,
  NetworkDocument,
  parseNetworkDocument,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { ChartIndex } from '../charts/chartIndex';
import { parse, Parsed, ParseRequest } from './parse';

/** Characters of a body that is checked at once: more may take longer than others should wait. */
const quick = 16 * 1024;

/** Manifests that are remembered at most, and characters of them. */
const maxRemembered = 200;
const maxLength = 4 * 1024 * 1024;

/** Parses what people send. Whatever it is, nobody else waits for it. */
export class Parser {
  private readonly elsewhere: { parse(request: ParseRequest): Promise<Parsed> };
  /** By digest and context, the last used one last; also what was refused. */
  private readonly remembered = new Map<string, { parsed: Promise<Parsed>; length: number }>();
  private length = 0;

  constructor(elsewhere: { parse(request: ParseRequest): Promise<Parsed> }) {
    this.elsewhere = elsewhere;
  }

  /**
   * The body of a request, with texts that everybody can keep.
   *
   * @throws InputError when it is no JSON object or list, or too much
   */
  async body(bytes: Buffer): Promise<unknown> {
    const request = { kind: 'body', text: bytes.toString('utf8') } as const;
    const parsed =
      request.text.length <= quick ? parse(request) : await this.elsewhere.parse(request);
    if ('refused' in parsed) {
      throw new InputError(parsed.refused[0].message);
    }
    return parsed.value;
  }

  /** @throws DocumentError with everything that is wrong */
  async document(body: unknown, network: string): Promise<NetworkDocument> {
    const text = JSON.stringify(body) ?? 'null';
    return text.length <= quick
      ? parseNetworkDocument(body, { network })
      : valueOf<NetworkDocument>(await this.elsewhere.parse({ kind: 'document', text, network }));
  }

  /**
   * A manifest is parsed once for each place where it is used, however often it is asked for.
   *
   * @throws DocumentError with everything that is wrong
   */
  async manifest(text: string, context: ManifestContext): Promise<Manifest> {
    const key = JSON.stringify([createHash('sha256').update(text).digest('hex'), context]);
    const known = this.remembered.get(key);
    const parsed = known?.parsed ?? this.elsewhere.parse({ kind: 'manifest', text, context });
    this.forget(key);
    this.remember(key, { parsed, length: text.length });
    try {
      return valueOf<Manifest>(await parsed);
    } catch (error) {
      if (!(error instanceof DocumentError)) this.forget(key);
      throw error;
    }
  }

  /** @throws DocumentError when it is none, or too much */
  async chartIndex(text: string): Promise<ChartIndex> {
    return valueOf<ChartIndex>(await this.elsewhere.parse({ kind: 'chartIndex', text }));
  }

  private remember(key: string, entry: { parsed: Promise<Parsed>; length: number }): void {
    this.remembered.set(key, entry);
    this.length += entry.length;
    for (const oldest of this.remembered.keys()) {
      if (this.remembered.size <= maxRemembered && this.length <= maxLength) break;
      this.forget(oldest);
    }
  }

  private forget(key: string): void {
    this.length -= this.remembered.get(key)?.length ?? 0;
    this.remembered.delete(key);
  }
}

function valueOf<T>(parsed: Parsed): T {
  if ('refused' in parsed) {
    throw new DocumentError(parsed.refused);
  }
  return parsed.value as T;
}
