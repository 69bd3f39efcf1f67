import type { V1EndpointSlice, V1Service } from '@kubernetes/client-node';
import type { ObjectStore } from '../../kube/ObjectStore';
import type { CutPaths } from './CutPaths';
import { Listener } from './Listener';
import { wantedListeners } from './listeners';

/** Changes that come together are worked in together. */
const SETTLE_MS = 20;

/**
 * kube-proxy's part: listens on the addresses of Services and forwards TCP to ready endpoints, in
 * turn.
 */
export class ServiceProxy {
  private readonly listeners = new Map<string, Listener>();
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly services: ObjectStore<V1Service>,
    private readonly slices: ObjectStore<V1EndpointSlice>,
    private readonly paths: CutPaths,
    private readonly toLoopback: (podIP: string) => string,
    private readonly log: (line: string) => void,
  ) {
    services.onChange(() => this.changed());
    slices.onChange(() => this.changed());
  }

  cut(egress: string): void {
    this.paths.add(egress);
    this.listeners.forEach(listener => listener.applyCuts());
  }

  heal(egress: string): void {
    this.paths.remove(egress);
    this.listeners.forEach(listener => listener.applyCuts());
  }

  /** For `lab status`. */
  summary() {
    return [...this.listeners.values()].map(({ rule, size, problem }) => ({
      ...{ address: rule.address, port: rule.port, kind: rule.kind, service: rule.service },
      ...{ endpoints: rule.targets.length, connections: size },
      ...(problem && { problem }),
    }));
  }

  cuts(): string[] {
    return this.paths.list();
  }

  private changed() {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.follow();
    }, SETTLE_MS);
  }

  private follow() {
    const wanted = wantedListeners(this.services.list(), this.slices.list(), this.toLoopback);
    for (const [key, listener] of this.listeners) {
      const rule = wanted.get(key);
      const same = rule?.kind === listener.rule.kind && rule.service === listener.rule.service;
      if (same) listener.rule = rule;
      else {
        listener.close();
        this.listeners.delete(key);
      }
    }
    for (const [key, rule] of wanted) {
      if (!this.listeners.has(key))
        this.listeners.set(key, new Listener(rule, this.paths, this.log));
    }
  }
}
