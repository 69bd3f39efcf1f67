/** What Temporal says about an attempt's time. */
export interface AttemptInfo {
  scheduledTimestampMs: number;
  startToCloseTimeoutMs: number;
  scheduleToCloseTimeoutMs: number;
}

/** Kept back so that an attempt can still say why it ends before Temporal ends it. */
const reserveMs = 5000;

/** When an attempt that waits must give up. */
export interface Deadline {
  /** Milliseconds since 1970: before Temporal itself would end it. */
  at: number;
  /** It is the step's deadline and not only the attempt's: another attempt would have no time. */
  final: boolean;
}

/** Before the attempt's own timeout and before the step's deadline. */
export function deadlineOf(info: AttemptInfo, started: number): Deadline {
  const attempt = info.startToCloseTimeoutMs > 0 ? started + info.startToCloseTimeoutMs : Infinity;
  const step =
    info.scheduleToCloseTimeoutMs > 0
      ? info.scheduledTimestampMs + info.scheduleToCloseTimeoutMs
      : Infinity;
  const end = Math.min(attempt, step);
  const reserve = Math.min(reserveMs, Math.max(0, end - started) / 10);
  return { at: end - reserve, final: step <= attempt + reserveMs && step !== Infinity };
}
