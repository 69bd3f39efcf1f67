import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { ConflictError, InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';

/** What a component may be called, so that its name is one of a file as well. */
const accepted = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * `demo:component:save`: puts a component into a file of the catalog's folder, where other portals
 * would publish it to a repository. Once more with the same component it does nothing.
 *
 * @param options - `refresh`: has the catalog read the folder
 */
export function createSaveAction(options: {
  folder: string;
  refresh(credentials: BackstageCredentials): Promise<void>;
}) {
  return createTemplateAction({
    id: 'demo:component:save',
    description: 'Puts a component into the folder of the demo that the catalog reads.',
    schema: {
      input: { entity: z => z.record(z.any()).describe('The component') },
      output: { entityRef: z => z.string() },
    },
    async handler(ctx) {
      const entity = ctx.input.entity as Entity;
      const { name } = entity.metadata ?? {};
      if (entity.kind !== 'Component' || !accepted.test(name)) {
        throw new InputError(
          `entity: a Component is accepted, with a metadata.name of small letters, digits and hyphens`,
        );
      }
      await save(join(options.folder, `${name}.local.yaml`), name, entity);
      await options.refresh(await ctx.getInitiatorCredentials());
      ctx.output('entityRef', stringifyEntityRef(entity));
    },
  });
}

async function save(file: string, name: string, entity: Entity): Promise<void> {
  // JSON is YAML.
  const text = `${JSON.stringify(entity, null, 2)}\n`;
  try {
    await writeFile(file, text, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if ((await readFile(file, 'utf8')) !== text) {
      throw new ConflictError(`Component ${name} is there already, and is another one`);
    }
  }
}
