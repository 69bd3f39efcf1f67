import { type Network, resolvedSpec } from '@interconnect/backstage-plugin-interconnect-common';
import { Actions, readOnly } from './Actions';
import { nextCursor, pageFields } from './fields';

export function registerListNetworks({ registry, api }: Actions): void {
  registry.register({
    name: 'list-networks',
    title: 'List application networks',
    description:
      'Lists application networks between Kubernetes clusters that the caller may see, with phase, members and the rollout that is open. Ready, Degraded and the like are observations with their time (observedAt); Unknown: nobody could look.',
    attributes: readOnly,
    schema: {
      input: z =>
        z.object({
          project: z.string().optional().describe('Only those of this project; absent: all'),
          ...pageFields(z),
        }),
      output: z =>
        z.object({
          networks: z.array(
            z.object({
              project: z.string(),
              network: z.string(),
              description: z.string().optional(),
              phase: z.string(),
              observedAt: z.string().optional(),
              hub: z.string().optional(),
              spokes: z.array(z.string()),
              applications: z.array(z.string()),
              rollout: z.object({ id: z.string(), state: z.string() }).optional(),
            }),
          ),
          nextCursor: nextCursor(z),
        }),
    },
    async action({ input: { project, ...page }, credentials }) {
      const client = api(credentials);
      const found = project
        ? await client.listNetworks(project, page)
        : await client.listAllNetworks(page);
      return {
        output: { networks: found.items.map(summaryOf), nextCursor: found.nextCursor },
      };
    },
  });
}

function summaryOf(network: Network) {
  const { project, name, spec, status, rollout } = network;
  return {
    project,
    network: name,
    description: spec.description,
    phase: status.phase,
    observedAt: status.observedAt,
    hub: spec.hub?.cluster,
    spokes: (resolvedSpec(network).spokes ?? []).map(({ cluster }) => cluster),
    applications: (spec.applications ?? []).map(application => application.name),
    rollout,
  };
}
