import { Listener } from '../api/types';

/** Which listeners get their Service, and what is wrong with the others. */
export interface ListenerChoice {
  bound: Listener[];
  errors: Map<string, string>;
  /** `host/port` of every bound listener, to be remembered. */
  leads: Map<string, string>;
}

/**
 * A listener needs a host that no foreign Service has, and a host and port that no earlier listener has.
 *
 * @param leads - `host/port` of the listeners that were bound before; they come first
 * @param foreignServices - names of the Services in the namespace that no listener made
 */
export function chooseListeners(
  listeners: Listener[],
  leads: Map<string, string>,
  foreignServices: Set<string>,
): ListenerChoice {
  const hostPort = ({ spec }: Listener) => `${spec!.host}/${spec!.port}`;
  const first = (listener: Listener) =>
    leads.get(listener.metadata.name) === hostPort(listener) ? 0 : 1;
  const ordered = [...listeners].sort(
    (a, b) =>
      first(a) - first(b) ||
      (a.metadata.creationTimestamp ?? '').localeCompare(b.metadata.creationTimestamp ?? '') ||
      a.metadata.name.localeCompare(b.metadata.name),
  );
  const choice: ListenerChoice = { bound: [], errors: new Map(), leads: new Map() };
  const taken = new Map<string, string>();
  for (const listener of ordered) {
    const { name } = listener.metadata;
    const { host, port } = listener.spec!;
    const leader = taken.get(hostPort(listener));
    if (foreignServices.has(host)) {
      choice.errors.set(name, `Service ${host} already exists in namespace`);
    } else if (leader) {
      choice.errors.set(
        name,
        `Listener ${leader} with host ${host} and port ${port} already exists in namespace`,
      );
    } else {
      taken.set(hostPort(listener), name);
      choice.leads.set(name, hostPort(listener));
      choice.bound.push(listener);
    }
  }
  return choice;
}
