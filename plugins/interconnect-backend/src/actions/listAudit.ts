import { Actions, readOnly } from './Actions';
import { networkFields, nextCursor, pageFields } from './fields';

export function registerListAudit({ registry, api }: Actions): void {
  registry.register({
    name: 'list-audit',
    title: 'Read the audit log of a network',
    description:
      'Reads who asked for what, through which service and for whom, who was refused, who approved, and what each step did, in its order. Also when the network is gone.',
    attributes: readOnly,
    schema: {
      input: z => z.object({ ...networkFields(z), ...pageFields(z) }),
      output: z =>
        z.object({
          entries: z.array(
            z.object({
              sequence: z.number(),
              time: z.string(),
              actor: z.string(),
              action: z.string(),
              subject: z.string(),
              outcome: z.string(),
              message: z.string().optional(),
              rolloutId: z.string().optional(),
            }),
          ),
          nextCursor: nextCursor(z),
        }),
    },
    async action({ input: { limit, cursor, ...name }, credentials }) {
      const { items, ...next } = await api(credentials).listAudit(name, { limit, cursor });
      return { output: { entries: items, ...next } };
    },
  });
}
