import { HistoryGoneError } from '../../temporal/errors';
import type {
  HistoryPage,
  HistoryRequest,
  PendingActivity,
  RolloutHistories,
} from '../../temporal/RolloutHistories';
import type { Recording } from './recordings';

/** Plays recordings back as a Temporal server would, as far as they have been revealed. */
export class FakeHistories implements RolloutHistories {
  private readonly recordings = new Map<string, Recording>();
  private readonly shown = new Map<string, number>();
  private readonly waiting = new Set<() => void>();
  /** Requests so far. */
  readonly requests: HistoryRequest[] = [];
  /** Long polls that wait now, and the most that did at once. */
  polls = 0;
  mostPolls = 0;
  /** Changes what is answered; may throw. */
  tamper: (page: HistoryPage, request: HistoryRequest) => HistoryPage = page => page;

  constructor(private readonly pageSize = 7) {}

  /** @param events - how many of all its events are there already; absent: all */
  add(workflowId: string, recording: Recording, events?: number): this {
    this.recordings.set(workflowId, recording);
    this.reveal(workflowId, events ?? Infinity);
    return this;
  }

  reveal(workflowId: string, events: number): void {
    this.shown.set(workflowId, events);
    [...this.waiting].forEach(wake => wake());
  }

  async historyPage(request: HistoryRequest): Promise<HistoryPage> {
    this.requests.push(request);
    const begin = request.token ? Number(Buffer.from(request.token).toString()) : 0;
    for (;;) {
      const { events, isClosed } = this.eventsOf(request);
      if (begin < events.length || isClosed || !request.wait) {
        const end = Math.min(events.length, begin + this.pageSize);
        const isLast = end === events.length && (isClosed || !request.wait);
        const token = isLast ? {} : { token: Buffer.from(String(end)) };
        return this.tamper({ events: events.slice(begin, end), ...token }, request);
      }
      await this.news(request.signal);
    }
  }

  async startedBy(workflowId: string, rolloutId: string): Promise<string | undefined> {
    const recording = this.recordings.get(workflowId);
    return recording?.input.rolloutId === rolloutId ? recording.runs[0].runId : undefined;
  }

  async pendingActivities(): Promise<PendingActivity[]> {
    return [];
  }

  private eventsOf({ workflowId, runId }: HistoryRequest) {
    const runs = this.recordings.get(workflowId)?.runs ?? [];
    const index = runs.findIndex(run => run.runId === runId);
    if (index < 0) {
      throw new HistoryGoneError(workflowId, runId);
    }
    const before = runs.slice(0, index).reduce((sum, { history }) => sum + history.length, 0);
    const { history } = runs[index];
    const events = history.slice(0, Math.max(0, (this.shown.get(workflowId) ?? 0) - before));
    return { events, isClosed: events.length === history.length };
  }

  private async news(signal?: AbortSignal): Promise<void> {
    this.polls += 1;
    this.mostPolls = Math.max(this.mostPolls, this.polls);
    try {
      await new Promise<void>((resolve, reject) => {
        this.waiting.add(resolve);
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
    } finally {
      this.polls -= 1;
    }
  }
}
