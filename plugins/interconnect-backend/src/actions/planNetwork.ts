import type { NetworkDocument } from '@interconnect/backstage-plugin-interconnect-common';
import { Actions, readOnly } from './Actions';
import { documentField, networkFields } from './fields';

export function registerPlanNetwork({ registry, api }: Actions): void {
  registry.register({
    name: 'plan-network',
    title: 'Plan an application network',
    description:
      'Checks a document and tells what asking for it would do, step by step, on which cluster, and whether a person has to approve it. Changes nothing. Use it before request-network, and show the plan to the person you ask for. Every field that is wrong is named with what is accepted.',
    attributes: readOnly,
    schema: {
      input: z => z.object({ ...networkFields(z), document: documentField(z) }),
      output: z =>
        z.object({
          operation: z.string(),
          steps: z
            .array(z.object({ id: z.string(), summary: z.string(), needs: z.array(z.string()) }))
            .describe('None: there is nothing to do on any cluster'),
          addresses: z.array(z.string()).describe('Under which clients reach what is exposed'),
          warnings: z.array(z.string()),
          approval: z
            .object({ reasons: z.array(z.string()), approvers: z.array(z.string()) })
            .optional()
            .describe('Absent: none is needed'),
          selectors: z
            .array(z.object({ selector: z.record(z.string()), clusters: z.array(z.string()) }))
            .optional()
            .describe('The clusters that each selector among the spokes chooses'),
          digest: z.string().describe('For planDigest of request-network'),
        }),
    },
    async action({ input: { document, ...name }, credentials }) {
      const { steps, ...plan } = await api(credentials).planNetwork(
        name,
        document as unknown as NetworkDocument,
      );
      return {
        output: { ...plan, steps: steps.map(({ id, summary, needs }) => ({ id, summary, needs })) },
      };
    },
  });
}
