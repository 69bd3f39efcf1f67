import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKOUT } from '../state';
import { pythonDirectory, toolPaths } from '../tools/paths';
import { run } from '../tools/run';

/** Where the portal of a stack reads the documentation of entities, each in a folder of its own. */
export const docsDirectory = (dir: string) => join(dir, 'docs');

/**
 * Builds `docs` as the documentation of the System `interconnect`, in a few seconds. TechDocs itself
 * would write to `mkdocs.yml` for that. Who brings clusters and Temporal along may not have mkdocs:
 * then the portal has no documentation.
 */
export async function buildDocs(dir: string, signal?: AbortSignal): Promise<void> {
  if (!existsSync(toolPaths.mkdocs())) return;
  const site = join(docsDirectory(dir), 'default', 'system', 'interconnect');
  const options = ['--quiet', '--config-file', join(CHECKOUT, 'mkdocs.yml'), '--site-dir', site];
  await run(toolPaths.mkdocs(), ['build', ...options], {
    // Where Python has no venv its packages lie there.
    env: { PYTHONPATH: pythonDirectory() },
    signal,
  });
}
