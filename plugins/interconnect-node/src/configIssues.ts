import type { z } from 'zod';

/**
 * What is wrong with a section of the configuration, each with its key. A misspelled key is an error:
 * what it was meant for would not apply.
 */
export function configIssues(section: string, { issues }: z.ZodError): string {
  return issues.map(issue => describeIssue(section, issue)).join('; ');
}

function describeIssue(section: string, issue: z.core.$ZodIssue): string {
  const key = issue.path
    .map(part => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('');
  const message =
    issue.code === 'unrecognized_keys'
      ? `${issue.keys.map(name => `'${name}'`).join(', ')} is no key that is known there`
      : issue.message;
  return `${section}${key}: ${message}`;
}
