/** What Temporal says about an attempt's time. */
export interface AttemptInfo {
  scheduledTimestampMs: number;
  startToCloseTimeoutMs: number;
  scheduleToCloseTimeoutMs: number;
}

/** Kept back so that an attempt can still say why it ends before Temporal ends it. */
const reserveMs = 5000;

/** When an attempt that waits must give up: before its own timeout and before the step's deadline. Milliseconds since 1970. */
export function deadlineOf(info: AttemptInfo, started: number): number {
  const ends = [
    info.startToCloseTimeoutMs > 0 ? started + info.startToCloseTimeoutMs : Infinity,
    info.scheduleToCloseTimeoutMs > 0
      ? info.scheduledTimestampMs + info.scheduleToCloseTimeoutMs
      : Infinity,
  ];
  const end = Math.min(...ends);
  return end - Math.min(reserveMs, Math.max(0, end - started) / 10);
}
