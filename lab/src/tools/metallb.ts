import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { toolsModule } from './go';
import { run } from './run';

/**
 * Copies MetalLB's own manifest out of its Go module, for a lab where nothing serves its webhook.
 */
export async function extractMetallbManifest(output: string, signal?: AbortSignal): Promise<void> {
  const cwd = toolsModule('metallb');
  await run('go', ['mod', 'download', 'go.universe.tf/metallb'], { cwd, signal });
  const folder = await run('go', ['list', '-m', '-f', '{{.Dir}}', 'go.universe.tf/metallb'], {
    cwd,
    signal,
  });
  const manifest = join(folder.trim(), 'config', 'manifests', 'metallb-native.yaml');
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(`${output}.${process.pid}.part`, withoutWebhook(readFileSync(manifest, 'utf8')));
  renameSync(`${output}.${process.pid}.part`, output);
}

/** The manifest without its ValidatingWebhookConfiguration, everything else as it was. */
export function withoutWebhook(manifest: string): string {
  const documents = parseAllDocuments(manifest);
  const kept = documents.filter(d => d.get('kind') !== 'ValidatingWebhookConfiguration');
  if (kept.length !== documents.length - 1) {
    throw new Error(
      'the MetalLB manifest does not have exactly one ValidatingWebhookConfiguration',
    );
  }
  return kept
    .map(document => `---\n${document.toString({ directives: false, lineWidth: 0 })}`)
    .join('');
}
