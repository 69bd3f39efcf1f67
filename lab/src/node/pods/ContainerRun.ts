import type { V1Container } from '@kubernetes/client-node';
import { signal, type ProcessId } from '../../processes';
import type { Run } from '../images/Runner';
import type { ContainerState, ContainerView } from './podStatus';
import { ContainerConfigError } from './environment';
import { ReadinessCheck } from './ReadinessCheck';
import { startProcess, type Exit } from './startProcess';

/** What a container needs from its pod. */
export interface ContainerHost {
  address: string;
  restartPolicy: 'Always' | 'OnFailure' | 'Never';
  log: string;
  cwd: string;
  /** Decides what to run; asked again at every start. */
  prepare(): Promise<Run>;
  /** Told when a process has started, and when it has ended. */
  recordProcess(process: (ProcessId & { command: string[] }) | undefined): void;
  onChange(): void;
  /** Says something of the pod, as an Event. */
  warn(reason: string, message: string): void;
}

/**
 * A kubelet waits 10 s to 300 s between restarts; the lab a tenth of it, and forgets after a minute
 * of running.
 */
const BACK_OFF = { firstMs: 1000, longestMs: 30_000, forgottenAfterMs: 60_000 };

/** One container: starts its process, watches whether it is ready, starts it again when it ends. */
export class ContainerRun {
  private state: ContainerState = { waiting: { reason: 'ContainerCreating' } };
  private lastState?: ContainerState;
  private ready = false;
  private finished = false;
  private stopped = false;
  private failures = 0;
  private process?: ProcessId;
  private exited: Promise<void> = Promise.resolve();
  private check?: ReadinessCheck;
  private timer?: NodeJS.Timeout;
  /** What really runs, for people; empty when it is just what the container says. */
  note = '';

  constructor(
    private readonly container: V1Container,
    private readonly host: ContainerHost,
    private restartCount = 0,
    private readonly sidecar = false,
  ) {}

  get view(): ContainerView {
    const { state, lastState, ready, restartCount, finished, sidecar } = this;
    const { name, image = '' } = this.container;
    return { name, image, state, lastState, ready, restartCount, finished, sidecar };
  }

  get pid(): number | undefined {
    return this.process?.pid;
  }

  async start(): Promise<void> {
    let run: Run;
    try {
      run = await this.host.prepare();
      if (this.stopped) return;
      this.note = run.note ?? '';
      if (run.kind === 'none') this.pretend(run.probed);
      else await this.launch(run);
    } catch (error) {
      if (this.stopped) return;
      const reason =
        error instanceof ContainerConfigError ? 'CreateContainerConfigError' : 'RunContainerError';
      this.enter({ waiting: { reason, message: (error as Error).message } });
      this.startLater(() => this.start());
    }
  }

  /** Ends the process: SIGTERM, SIGKILL after the grace period. Returns when it is gone. */
  async stop(graceSeconds: number): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    this.check?.stop();
    if (!this.process) return;
    const process = this.process;
    signal(process, graceSeconds > 0 ? 'SIGTERM' : 'SIGKILL');
    const kill = setTimeout(() => signal(process, 'SIGKILL'), graceSeconds * 1000);
    await this.exited;
    clearTimeout(kill);
  }

  /** No process: it counts as running, an init container as done. */
  private pretend(probed = false) {
    const now = new Date().toISOString();
    if (this.host.restartPolicy !== 'Always') {
      this.finish({ code: 0 }, now);
      return;
    }
    this.ready = !probed;
    this.enter({ running: { startedAt: now } });
    if (probed) this.watchReadiness({});
  }

  private watchReadiness(ports: NonNullable<(Run & { kind: 'process' })['ports']>) {
    this.check = new ReadinessCheck(
      this.container,
      port => ports[port] ?? { host: this.host.address, port },
      ready => {
        this.ready = ready;
        this.host.onChange();
      },
      message => this.host.warn('Unhealthy', message),
    );
    this.check.start();
  }

  private async launch(run: Run & { kind: 'process' }) {
    const { cwd, log } = this.host;
    const startedAt = new Date().toISOString();
    let exitSeen = () => {};
    const exited = new Promise<void>(resolve => {
      exitSeen = resolve;
    });
    const id = await startProcess({ command: run.command, env: run.env, cwd, log }, exit => {
      this.onExit(exit, startedAt);
      exitSeen();
    });
    this.exited = exited;
    this.process = id;
    this.host.recordProcess({ ...id, command: run.command });
    if (this.stopped) {
      signal(id, 'SIGKILL');
      return;
    }
    this.enter({ running: { startedAt } });
    this.watchReadiness(run.ports ?? {});
  }

  private onExit(exit: Exit, startedAt: string) {
    const pid = this.process?.pid;
    this.check?.stop();
    this.process = undefined;
    this.host.recordProcess(undefined);
    if (pid) endGroup(pid);
    const again =
      this.host.restartPolicy === 'Always' ||
      (this.host.restartPolicy === 'OnFailure' && exit.code !== 0);
    this.finish(exit, startedAt);
    if (this.stopped || !again) return;
    this.finished = false;
    if (Date.now() - Date.parse(startedAt) > BACK_OFF.forgottenAfterMs) this.failures = 0;
    this.lastState = this.state;
    const delay = this.startLater(() => {
      this.restartCount += 1;
      return this.start();
    });
    const message = `back-off ${delay / 1000}s restarting container ${this.container.name}`;
    this.enter({ waiting: { reason: 'CrashLoopBackOff', message } });
    this.host.warn('BackOff', `Back-off restarting failed container ${this.container.name}`);
  }

  private finish({ code, signal: name }: Exit, startedAt: string) {
    this.finished = true;
    this.enter({
      terminated: {
        exitCode: code,
        reason: code === 0 ? 'Completed' : 'Error',
        ...(name && { message: `ended by ${name}` }),
        startedAt,
        finishedAt: new Date().toISOString(),
      },
    });
  }

  private startLater(start: () => Promise<void>): number {
    const { firstMs, longestMs } = BACK_OFF;
    const delay = Math.min(longestMs, firstMs * 2 ** this.failures);
    this.failures += 1;
    this.timer = setTimeout(() => void start(), delay);
    return delay;
  }

  private enter(state: ContainerState) {
    if (!('running' in state)) this.ready = false;
    this.state = state;
    this.host.onChange();
  }
}

/** Ends what a process has left behind in its group. */
function endGroup(pid: number) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // nothing was left
  }
}
