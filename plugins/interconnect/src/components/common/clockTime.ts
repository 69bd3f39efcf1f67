const day: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' };
const clock: Intl.DateTimeFormatOptions = {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
};

/**
 * A time on the clock of whoever looks, to the second: "14:02:11"; on another day than `now` with the date, to the minute:
 * "Nov 21, 14:02".
 */
export function clockTime(time: string, now: number): string {
  const date = new Date(time);
  const today = date.toDateString() === new Date(now).toDateString();
  return date.toLocaleString(
    undefined,
    today ? { ...clock, second: '2-digit' } : { ...day, ...clock },
  );
}
