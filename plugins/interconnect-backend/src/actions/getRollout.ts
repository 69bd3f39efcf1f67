import { Actions, readOnly } from './Actions';
import { networkFields, rolloutFields } from './fields';

export function registerGetRollout({ registry, api }: Actions): void {
  registry.register({
    name: 'get-rollout',
    title: 'Read a rollout',
    description:
      'Reads a rollout with its steps: what each does, its state, what it waits for and why it failed. A running rollout changes: read it again after some seconds.',
    attributes: readOnly,
    schema: {
      input: z => z.object({ ...networkFields(z), rollout: z.string().describe('Its id') }),
      output: z =>
        z.object({
          ...rolloutFields(z),
          steps: z.array(
            z.object({
              id: z.string(),
              summary: z.string(),
              state: z.string(),
              attempt: z.number(),
              startedAt: z.string().optional(),
              endedAt: z.string().optional(),
              message: z.string().optional(),
              error: z.string().optional(),
            }),
          ),
        }),
    },
    async action({ input: { rollout, ...name }, credentials }) {
      return { output: await api(credentials).getRollout(name, rollout) };
    },
  });
}
