import { Option } from 'commander';
import { stringify } from 'yaml';
import { Io } from '../Io';

const formats = {
  table: undefined,
  json: (value: unknown) => JSON.stringify(value, null, 2),
  yaml: (value: unknown) =>
    stringify(value, { lineWidth: 0, aliasDuplicateObjects: false }).trimEnd(),
} as const;

/** How a result is written. */
export type Format = keyof typeof formats;

/** `-o`, of every command that has a result. */
export function formatOption(): Option {
  return new Option('-o, --output <format>', 'table for people, json or yaml for programs')
    .choices(Object.keys(formats))
    .default('table');
}

/** Writes a result: as it is for programs, as `table` makes it for people. */
export function print(io: Io, format: Format, value: unknown, table: () => string): void {
  io.out((formats[format] ?? table)(value));
}

/** Parts with a blank line between them. */
export function paragraphs(...parts: string[]): string {
  return parts.filter(part => part !== '').join('\n\n');
}
