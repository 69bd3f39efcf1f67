import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** What we read of the report that Jest writes with `--json`. */
export interface JestReport {
  testResults: {
    name: string;
    message: string;
    status: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] | null }[];
  }[];
}

const maxLines = 8;
const maxWidth = 200;

/**
 * Each test that failed, with the beginning of why, in the order in which they ran: the first is
 * often the cause of the others.
 *
 * @param folder - to which the names of files are relative
 */
export function failuresOf({ testResults }: JestReport, folder: string): string[] {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter(result => result.status === 'failed');
    const file = relative(folder, name);
    if (failed.length === 0) return status === 'failed' ? [`${file}\n${beginningOf(message)}`] : [];
    return failed.map(
      ({ fullName, failureMessages }) =>
        `${file}: ${fullName}\n${beginningOf((failureMessages ?? []).join('\n'))}`,
    );
  });
}

function beginningOf(message: string): string {
  return stripVTControlCharacters(message)
    .split('\n')
    .filter(line => line.trim() && !/^\s+at /.test(line))
    .slice(0, maxLines)
    .map(line => `  ${line.slice(0, maxWidth)}`)
    .join('\n');
}
