/** Whether a text is of a pattern, in which `*` is any characters, also none. @public */
export function matchesPattern(pattern: string, text: string): boolean {
  const [start, ...rest] = pattern.split('*');
  const end = rest.pop();
  if (end === undefined) {
    return text === pattern;
  }
  if (!text.startsWith(start) || text.length < start.length + end.length) {
    return false;
  }
  let at = start.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) {
      return false;
    }
    at = found + part.length;
  }
  return at <= text.length - end.length && text.endsWith(end);
}

/** Whether a text is of one of some patterns. */
export function matchesAny(patterns: readonly string[], text: string): boolean {
  return patterns.some(pattern => matchesPattern(pattern, text));
}

/** Puts the project's name into all texts of a value. */
export function withProject<T>(value: T, project: string): T {
  if (typeof value === 'string') {
    return value.replaceAll('{project}', project) as T;
  }
  if (value === null || typeof value !== 'object') {
    return value;
  }
  return (
    Array.isArray(value)
      ? value.map(item => withProject(item, project))
      : Object.fromEntries(
          Object.entries(value).map(([key, one]) => [key, withProject(one, project)]),
        )
  ) as T;
}
