import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Document, parseAllDocuments } from 'yaml';
import { failure, KubernetesObject, textOf } from '../client';

/** Larger than any manifest that installs something. */
const maxBytes = 16 * 1024 * 1024;
const timeoutMs = 30_000;

/**
 * Reads a manifest that the configuration names, as objects in its order. Errors quote nothing of
 * it.
 *
 * @param source - path or URL (https, http, file)
 * @param key - of the configuration, for messages
 */
export async function readManifestFile(
  source: string,
  key: string,
  signal: AbortSignal,
): Promise<KubernetesObject[]> {
  const text = /^https?:/.test(source)
    ? await downloadOnce(source, key, signal)
    : await readLocal(source, key);
  const documents = parseAllDocuments(text, { logLevel: 'error' });
  const objects: KubernetesObject[] = [];
  for (const document of 'empty' in documents ? [] : documents) {
    const [error] = document.errors;
    if (error) {
      const { line, col } = error.linePos?.[0] ?? { line: 1, col: 1 };
      throw failure(
        'invalidInput',
        `${key}: ${source}, line ${line}, column ${col}: is not YAML (${error.code})`,
      );
    }
    const value = valueOf(document, `${key}: ${source}`);
    if (value)
      objects.push(...(value.kind === 'List' ? (value.items ?? []) : [value as KubernetesObject]));
  }
  const wrong = objects.findIndex(o => !o?.apiVersion || !o.kind || !o.metadata?.name);
  if (wrong !== -1 || objects.length === 0) {
    const what =
      objects.length === 0
        ? 'holds no objects'
        : `object ${wrong + 1} has no apiVersion, kind or name`;
    throw failure('invalidInput', `${key}: ${source} ${what}`);
  }
  return objects;
}

function valueOf(document: Document.Parsed, where: string) {
  try {
    return document.toJS() as { kind?: string; items?: KubernetesObject[] } | null;
  } catch {
    // The text names aliases of the file.
    throw failure('invalidInput', `${where} is not YAML: its aliases cannot be resolved`);
  }
}

async function readLocal(source: string, key: string): Promise<string> {
  const path = source.startsWith('file:') ? fileURLToPath(source) : resolve(source);
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw failure('invalidInput', `${key}: ${path} cannot be read${code ? ` (${code})` : ''}`);
  }
}

/** Texts by URL: a rollout to many clusters downloads once. */
const downloaded = new Map<string, { text: string; at: number }>();
const keptMs = 300_000;

async function downloadOnce(source: string, key: string, signal: AbortSignal): Promise<string> {
  const known = downloaded.get(source);
  if (known && Date.now() - known.at < keptMs) return known.text;
  const text = await download(source, key, signal);
  downloaded.set(source, { text, at: Date.now() });
  return text;
}

async function download(source: string, key: string, signal: AbortSignal): Promise<string> {
  try {
    const response = await fetch(source, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    if (!response.ok) {
      throw failure('clusterError', `${key}: ${source} answered ${response.status}`);
    }
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of response.body ?? []) {
      length += chunk.length;
      if (length > maxBytes) {
        throw failure('invalidInput', `${key}: ${source} is larger than ${maxBytes} bytes`);
      }
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  } catch (error) {
    if (signal.aborted || !(error instanceof TypeError || (error as Error).name === 'TimeoutError'))
      throw error;
    throw failure('unreachable', `${key}: ${source} cannot be downloaded (${textOf(error)})`);
  }
}
