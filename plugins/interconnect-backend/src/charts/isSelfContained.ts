const references = ['$ref', '$dynamicRef', '$recursiveRef'];

/**
 * Whether a JSON Schema refers to itself alone. Helm would read what it names, from any address and
 * any file of this computer.
 */
export function isSelfContained(bytes: Buffer): boolean {
  let open: unknown[];
  try {
    open = [JSON.parse(bytes.toString('utf8'))];
  } catch {
    // Helm says what is wrong with it.
    return true;
  }
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== 'object' || next === null) continue;
    for (const [key, value] of Object.entries(next)) {
      if (leadsOut(key, value)) return false;
      open.push(value);
    }
  }
  return true;
}

function leadsOut(key: string, value: unknown): boolean {
  if (typeof value !== 'string') return false;
  return references.includes(key)
    ? !value.startsWith('#')
    : key === '$schema' && !/^https?:\/\/json-schema\.org\//.test(value);
}
