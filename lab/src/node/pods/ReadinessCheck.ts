import type { V1Container, V1Probe } from '@kubernetes/client-node';
import { canProbe, probeOnce, type PortPlace } from './probe';

/**
 * Watches whether one running container is ready, by its startupProbe and then its readinessProbe.
 * Until the first success it asks every second whatever `initialDelaySeconds` and `periodSeconds`
 * say, so that a lab does not wait longer than needed; later in the probe's own period. Without a
 * probe the container is ready as long as its process runs. livenessProbes are not carried out.
 */
export class ReadinessCheck {
  private timer?: NodeJS.Timeout;
  private stopped = false;
  private ready = false;
  private streak = 0;

  constructor(
    private readonly container: V1Container,
    private readonly place: PortPlace,
    private readonly onChange: (ready: boolean) => void,
    private readonly onFailure: (message: string) => void,
  ) {}

  start(): void {
    const probes = [this.container.startupProbe, this.container.readinessProbe].filter(canProbe);
    void this.next(probes);
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private async next([probe, ...later]: V1Probe[]): Promise<void> {
    if (!probe) return this.report(true);
    const why = await probeOnce(probe, this.container.ports ?? [], this.place);
    if (this.stopped) return undefined;
    if (later.length > 0 && !why) return this.next(later);
    if (why) {
      const kind = probe === this.container.startupProbe ? 'Startup' : 'Readiness';
      this.onFailure(`${kind} probe failed: ${why}`);
    }
    this.count(probe, !why);
    const period = this.ready ? Math.max(1, probe.periodSeconds ?? 10) : 1;
    this.timer = setTimeout(() => void this.next([probe, ...later]), period * 1000);
    return undefined;
  }

  /** A probe must fail or succeed some times in a row before it counts. */
  private count(probe: V1Probe, ok: boolean) {
    if (ok === this.ready) {
      this.streak = 0;
      return;
    }
    this.streak += 1;
    const needed = ok ? (probe.successThreshold ?? 1) : (probe.failureThreshold ?? 3);
    if (this.streak >= needed) this.report(ok);
  }

  private report(ready: boolean) {
    this.streak = 0;
    this.ready = ready;
    this.onChange(ready);
  }
}
