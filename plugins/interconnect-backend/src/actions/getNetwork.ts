import { Actions, readOnly } from './Actions';
import { networkFields } from './fields';

export function registerGetNetwork({ registry, api }: Actions): void {
  registry.register({
    name: 'get-network',
    title: 'Read an application network',
    description:
      'Reads one network: the document that it asks for, its observed status with members, links and services with their addresses, and the rollout that is open. Its etag has to go with a change of it.',
    attributes: readOnly,
    schema: {
      input: z => z.object(networkFields(z)),
      output: z =>
        z.object({
          project: z.string(),
          network: z.string(),
          generation: z.number(),
          etag: z.string().describe('For ifMatch of request-network'),
          document: z.record(z.any()),
          selectors: z
            .array(z.record(z.any()))
            .optional()
            .describe(
              'What each selector among the spokes has chosen, and would choose otherwise by now (joining, leaving)',
            ),
          status: z
            .object({
              phase: z.string(),
              observedAt: z.string().optional(),
              members: z.array(z.record(z.any())),
              services: z.array(z.record(z.any())),
            })
            .describe('What was observed; Unknown is not known, never a guess'),
          rollout: z.object({ id: z.string(), state: z.string() }).optional(),
        }),
    },
    async action({ input, credentials }) {
      const { network, etag } = await api(credentials).getNetwork(input);
      const { project, name, generation, spec: document, status, rollout, selectors } = network;
      const about = { project, network: name, generation, etag };
      return { output: { ...about, document, status, rollout, selectors } };
    },
  });
}
