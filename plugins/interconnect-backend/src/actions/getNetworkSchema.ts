import { networkDocumentJsonSchema } from '@interconnect/backstage-plugin-interconnect-common';
import { Actions, readOnly } from './Actions';

export function registerGetNetworkSchema({ registry, api }: Actions): void {
  registry.register({
    name: 'get-network-schema',
    title: 'Read what a network document may say',
    description:
      'Reads what plan-network and request-network accept: the JSON Schema of the document, the clusters that networks of the project may span, and what else the project may do (namespaces, sources, kinds, addresses, amounts).',
    attributes: readOnly,
    schema: {
      input: z => z.object({ project: z.string().describe('Name of the project') }),
      output: z =>
        z.object({
          schema: z.record(z.any()),
          clusters: z.array(z.string()),
          limits: z.record(z.any()),
        }),
    },
    async action({ input: { project }, credentials }) {
      const client = api(credentials);
      const clusters = await client.listClusters({ project });
      return {
        output: {
          schema: networkDocumentJsonSchema,
          clusters: clusters.map(({ name }) => name),
          limits: await client.getLimits(project),
        },
      };
    },
  });
}
