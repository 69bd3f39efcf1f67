import type {
  NetworkDocument,
  NetworkName,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { z } from 'zod/v3';
import { TaskError } from './TaskError';

/** What both actions take: which network, and what it asks for. */
export const networkInput = {
  project: (zod: typeof z) =>
    zod
      .string()
      .describe(
        'The System of the catalog that the network belongs to: its name, or its entity ref as an EntityPicker gives it',
      ),
  network: (zod: typeof z) => zod.string().describe('Name of the network within its project'),
  document: (zod: typeof z) =>
    zod
      .record(zod.any())
      .describe(
        'What the network asks for: hub, spokes, applications. As the PUT of the API takes it',
      ),
};

/** @throws TaskError when the project is an entity of another kind or namespace */
export function networkNameOf(input: { project: string; network: string }): NetworkName {
  const [, kind = 'system', namespace = 'default', project] =
    input.project.match(/^(?:([^:/]+):)?(?:([^:/]+)\/)?([^:/]+)$/) ?? [];
  if (!project || kind.toLowerCase() !== 'system' || namespace.toLowerCase() !== 'default') {
    throw new TaskError(
      `project: ${JSON.stringify(input.project.slice(0, 100))} is no project (accepted: the name of a System, or its ref like system:default/edge-shop)`,
    );
  }
  return { project: project.toLowerCase(), network: input.network };
}

/** The backend checks every field, and its errors name them. */
export function documentOf(input: { document: Record<string, unknown> }): NetworkDocument {
  return input.document as unknown as NetworkDocument;
}
