import { canonicalJson, sha256Hex } from '../hash';
import { Plan } from './types';

/**
 * Digest of what a plan does: its steps, what each does and in which order they may run. Texts for
 * people (summaries, warnings, addresses) are not part of it.
 *
 * @public
 */
export function planDigest(plan: Pick<Plan, 'steps'>): string {
  return sha256Hex(
    canonicalJson(
      plan.steps.map(({ id, action, digest, needs, after }) => [
        id,
        action,
        digest,
        [...needs].sort(),
        ...(after ? [[...after].sort()] : []),
      ]),
    ),
  );
}
