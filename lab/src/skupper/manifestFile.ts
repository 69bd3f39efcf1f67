import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { CHECKOUT } from '../state';

const manifests = join(CHECKOUT, 'lab', 'manifests');

/**
 * The folder of custom resource definitions in use: `SKUPPER_CRDS` (for a real controller), else
 * the lab's own.
 */
function skupperCrdsFolder(env: NodeJS.ProcessEnv = process.env): string {
  return env.SKUPPER_CRDS ? resolve(env.SKUPPER_CRDS) : join(manifests, 'skupper-crds');
}

/**
 * Writes `<dir>/skupper.yaml`, the one file that installs Skupper: the custom resource definitions,
 * then the controller.
 *
 * @param dir - folder to write to, made when missing
 * @returns the path of the file
 * @throws when the folder that `SKUPPER_CRDS` names holds no definition of skupper.io
 */
export function skupperManifestFile(dir: string, env: NodeJS.ProcessEnv = process.env): string {
  const folder = skupperCrdsFolder(env);
  const crds = readdirSync(folder)
    .filter(name => /\.ya?ml$/.test(name))
    .sort()
    .map(name => readFileSync(join(folder, name), 'utf8'))
    .filter(isDefinition);
  if (!crds.length) {
    throw new Error(
      `SKUPPER_CRDS: ${folder} holds no CustomResourceDefinition of skupper.io (expected *.yaml files)`,
    );
  }
  const controller = readFileSync(join(manifests, 'skupper.yaml'), 'utf8');
  mkdirSync(dir, { recursive: true });
  const file = join(dir, 'skupper.yaml');
  const text = [...crds, controller].map(part => part.trim().replace(/^---\n/, '')).join('\n---\n');
  writeFileSync(file, `${text}\n`);
  return file;
}

/** Leaves out what else may lie in such a folder, as a kustomization. */
function isDefinition(text: string): boolean {
  return parseAllDocuments(text).some(document => {
    const value = document.toJS() as { kind?: string; spec?: { group?: string } } | null;
    return value?.kind === 'CustomResourceDefinition' && value.spec?.group === 'skupper.io';
  });
}
