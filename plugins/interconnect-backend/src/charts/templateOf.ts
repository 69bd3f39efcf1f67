import type { FieldError } from '@interconnect/backstage-plugin-interconnect-common';

const source = '# Source: ';

/**
 * Errors of what a chart renders to, with the template that each comes from in the place of a line:
 * helm writes its name above each object, and nobody sees the lines.
 */
export function withTemplates(errors: readonly FieldError[], rendered: string): FieldError[] {
  const lines = rendered.split('\n');
  return errors.map(error => ({
    ...error,
    message: error.message.replace(/, line (\d+)(, column \d+)?/, (place, line) => {
      const above = lines.slice(0, Number(line)).findLast(one => one.startsWith(source));
      return above ? `, ${above.slice(source.length)}` : place;
    }),
  }));
}

/** The templates of objects that helm would leave on a cluster, see `helm.sh/resource-policy`. */
export function keptOf(rendered: string): string[] {
  const lines = rendered.split('\n');
  const kept = lines.flatMap((line, index) =>
    /helm\.sh\/resource-policy["']?:\s*["']?keep\b/.test(line)
      ? (lines.slice(0, index).findLast(one => one.startsWith(source)) ?? [])
      : [],
  );
  return [...new Set(kept)].map(line => line.slice(source.length));
}
