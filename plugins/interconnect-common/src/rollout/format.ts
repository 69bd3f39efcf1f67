import { RolloutInput } from './messages';

/**
 * Version of `RolloutInput`. Backend and worker are deployed one after the other, so each meets
 * what another version of the other has written. A field that may be ignored is added without a new
 * format. What must not be ignored is a new format: whoever does not know it refuses the rollout
 * before its first step, and says which side is too old.
 *
 * @public
 */
export const rolloutFormat = 3;

/**
 * Rollouts of this format may still be under way: 3 added `after` to steps, and nothing else is
 * another.
 */
const oldestFormat = 2;

/**
 * Why this version cannot carry out, or read, what a rollout was started with; undefined when it
 * can. @public
 */
export function formatRefusal(input: Pick<RolloutInput, 'format'>): string | undefined {
  const { format = 1 } = input;
  if (format >= oldestFormat && format <= rolloutFormat) {
    return undefined;
  }
  const known = `format is ${format}, accepted is ${oldestFormat} to ${rolloutFormat}`;
  return format > rolloutFormat
    ? `This rollout was asked for by a newer version of the portal's backend (${known}): update this side as well, then ask again`
    : `This rollout was asked for by an older version of the portal's backend (${known}): update the backend, then ask again`;
}
