import { Option } from 'commander';

/**
 * An option that may be given several times. Each takes one value, so that an argument may stand
 * after it.
 */
export function repeatable(flags: string, description: string): Option {
  return new Option(flags, `${description}; may be repeated`).argParser(
    (value: string, before: string[] = []) => [...before, value],
  );
}
