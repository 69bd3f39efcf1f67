import { InvalidArgumentError } from 'commander';

const units = { s: 1000, m: 60_000, h: 3_600_000 } as const;

/** `90s`, `15m`, `2h` in milliseconds. */
export function readDuration(text: string): number {
  const [, number, unit] = /^(\d{1,6})(s|m|h)$/.exec(text) ?? [];
  if (number === undefined || Number(number) === 0) {
    throw new InvalidArgumentError('A number with s, m or h is accepted, like 90s or 15m.');
  }
  return Number(number) * units[unit as keyof typeof units];
}
