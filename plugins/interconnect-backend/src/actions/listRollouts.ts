import { Actions, readOnly } from './Actions';
import { networkFields, nextCursor, pageFields, rolloutFields } from './fields';

export function registerListRollouts({ registry, api }: Actions): void {
  registry.register({
    name: 'list-rollouts',
    title: 'List rollouts of a network',
    description:
      'Lists what was carried out for a network, newest first, with who asked and how far each is. Also when the network is gone.',
    attributes: readOnly,
    schema: {
      input: z => z.object({ ...networkFields(z), ...pageFields(z) }),
      output: z =>
        z.object({
          rollouts: z.array(
            z.object({
              ...rolloutFields(z),
              counts: z.object({
                all: z.number(),
                done: z.number(),
                skipped: z.number(),
                failed: z.number(),
              }),
            }),
          ),
          nextCursor: nextCursor(z),
        }),
    },
    async action({ input: { limit, cursor, ...name }, credentials }) {
      const { items, ...next } = await api(credentials).listRollouts(name, { limit, cursor });
      return { output: { rollouts: items, ...next } };
    },
  });
}
