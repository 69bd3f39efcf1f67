import type { NetworkDocument } from '@interconnect/backstage-plugin-interconnect-common';
import type { Actions } from './Actions';
import { documentField, networkFields } from './fields';

export function registerRequestNetwork({ registry, api }: Actions): void {
  registry.register({
    name: 'request-network',
    title: 'Ask for an application network',
    description:
      'Makes a network, or puts a document in the place of that of a network, and starts the rollout that leads there. What the new document leaves out is taken away from the clusters. The same document again changes nothing. A rollout that needs an approval waits for a person: agents and services cannot approve. Read how far it is with get-rollout.',
    // What a document does not ask for any more is removed.
    attributes: { readOnly: false, destructive: true, idempotent: true },
    schema: {
      input: z =>
        z.object({
          ...networkFields(z),
          document: documentField(z),
          ifMatch: z
            .string()
            .optional()
            .describe('etag of get-network. Needed to change a network that has members'),
          planDigest: z
            .string()
            .optional()
            .describe('digest of plan-network: another plan than that one is refused'),
          onBehalfOf: z
            .string()
            .optional()
            .describe(
              'Only for services: the person that they ask for, like user:default/anna. Who has a token of a person asks for that person',
            ),
        }),
      output: z =>
        z.object({
          generation: z.number(),
          etag: z.string(),
          phase: z.string(),
          rollout: z
            .object({ id: z.string(), state: z.string() })
            .optional()
            .describe('Absent: there was nothing to do'),
        }),
    },
    async action({ input, credentials }) {
      const { document, ifMatch, planDigest, onBehalfOf, ...name } = input;
      const { network, etag } = await api(credentials).putNetwork(
        name,
        document as unknown as NetworkDocument,
        { ifMatch, planDigest, onBehalfOf },
      );
      const { generation, status, rollout } = network;
      return { output: { generation, etag, phase: status.phase, rollout } };
    },
  });
}
