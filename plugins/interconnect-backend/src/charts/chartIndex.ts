import { DocumentError } from '@interconnect/backstage-plugin-interconnect-common';
import { parse } from 'yaml';
import { z } from 'zod';

/** Versions of each chart of a repository, and where they are. */
export type ChartIndex = Record<string, { version: string; url: string; digest?: string }[]>;

const schema = z.object({
  entries: z.record(
    z.string(),
    z.array(
      z.object({
        version: z.string(),
        urls: z.array(z.string()).min(1),
        digest: z.string().optional(),
      }),
    ),
  ),
});

/** Reads `index.yaml` of a repository of charts. */
export function chartIndexOf(text: string): ChartIndex {
  const { success, data } = schema.safeParse(parsed(text));
  if (!success) {
    throw new DocumentError([
      {
        field: 'repository',
        message: 'answers with no index of charts',
        accepted: 'a repository of charts',
      },
    ]);
  }
  return Object.fromEntries(
    Object.entries(data.entries).map(([name, versions]) => [
      name,
      versions.map(({ version, urls: [url], digest }) => ({
        version,
        url,
        ...(digest && { digest }),
      })),
    ]),
  );
}

function parsed(text: string): unknown {
  try {
    return parse(text, { uniqueKeys: false });
  } catch {
    return undefined;
  }
}
