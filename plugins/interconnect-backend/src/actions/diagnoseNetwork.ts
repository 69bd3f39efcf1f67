import { diagnoseNetwork } from '@interconnect/backstage-plugin-interconnect-common';
import { Actions, readOnly } from './Actions';
import { networkFields } from './fields';

export function registerDiagnoseNetwork({ registry, api }: Actions): void {
  registry.register({
    name: 'diagnose-network',
    title: 'Tell what is wrong with a network',
    description:
      'Tells what is wrong with a network now, and why: members, links and services as they were last observed, and steps of its newest rollout that failed, with reasons. No findings: nothing is wrong, and all of it was seen. Commands of the rollout are for people.',
    attributes: readOnly,
    schema: {
      input: z => z.object(networkFields(z)),
      output: z =>
        z.object({
          project: z.string(),
          network: z.string(),
          phase: z.string(),
          observedAt: z.string().optional(),
          findings: z.array(
            z.object({
              about: z.string(),
              subject: z.string(),
              verdict: z.string().describe('bad, or unknown: nobody could look'),
              state: z.string(),
              since: z.string().optional(),
              observedAt: z.string().optional(),
              message: z.string().optional(),
            }),
          ),
          rollout: z
            .object({ id: z.string(), state: z.string(), commands: z.array(z.string()) })
            .optional(),
        }),
    },
    async action({ input: name, credentials }) {
      return { output: await diagnoseNetwork(api(credentials), name) };
    },
  });
}
