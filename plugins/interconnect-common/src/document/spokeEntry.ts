import { z } from 'zod';
import { acceptedSelector, labelPattern, limits } from './fields';

/** What stands for spokes: a name, or labels. What holds between its fields: `selectors.ts`. */
export function spokeEntry(cluster: z.ZodString) {
  return (
    z
      .strictObject({
        cluster: cluster.optional(),
        selector: z
          .record(
            z.string().regex(labelPattern),
            z.string().max(limits.labelLength).describe('a text: the value of the label'),
          )
          .meta({
            title: 'Labels in the place of a name',
            description: `${acceptedSelector}: every cluster with all of them that the project may use is a spoke`,
          })
          .optional(),
        follow: z
          .boolean()
          .meta({
            title: 'Whether the network follows its selector',
            description:
              'true asks for an update when the selector chooses other clusters than before; false if absent',
          })
          .optional(),
      })
      // Only what has a right shape is told that it stands for no cluster.
      .check(({ value, issues }) => {
        if (value.cluster === undefined && value.selector === undefined) {
          issues.push({ code: 'custom', input: value, path: ['cluster'], message: 'is missing' });
        }
      })
  );
}
