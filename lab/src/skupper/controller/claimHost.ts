import { Listener } from '../api/types';

/**
 * `taken`: an earlier listener has the host and port; `withdrawn`: it had others, and moved to
 * taken ones.
 */
export type Claim = { is: 'granted' | 'withdrawn' } | { is: 'taken'; by: string };

/**
 * A listener needs a host and port that no earlier one has. What is granted is noted.
 *
 * @param leads - `host/port` of the listeners that came first
 */
export function claimHost(leads: Map<string, string>, { metadata, spec }: Listener): Claim {
  const wanted = `${spec!.host}/${spec!.port}`;
  const other = [...leads].find(([name, held]) => name !== metadata.name && held === wanted)?.[0];
  if (other && !leads.has(metadata.name)) return { is: 'taken', by: other };
  if (other && leads.get(metadata.name) !== wanted) {
    leads.delete(metadata.name);
    return { is: 'withdrawn' };
  }
  leads.set(metadata.name, wanted);
  return { is: 'granted' };
}
