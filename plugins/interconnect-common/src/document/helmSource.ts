import { z } from 'zod';
import {
  acceptedChart,
  acceptedChartVersion,
  chartPattern,
  chartVersionPattern,
  digestPattern,
} from './fields';

/** Anything that JSON can say. @public */
export type JsonValue =
  string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** The alternative of a source that is a chart of Helm. What holds between its fields: `charts.ts`. */
export function helmSource() {
  // Not taken apart: the chart alone knows what they mean.
  const jsonValue = z.unknown() as unknown as z.ZodType<JsonValue>;
  return z.strictObject({
    kind: z.literal('helm').describe("'helm' (a chart that is rendered)"),
    chart: z.string().regex(chartPattern).max(2048).meta({
      title: 'The chart',
      description: acceptedChart,
    }),
    version: z
      .string()
      .regex(chartVersionPattern)
      .max(100)
      .meta({
        title: 'The version of the chart',
        description: `${acceptedChartVersion}; required with a repository`,
      })
      .optional(),
    repository: z
      .string()
      .regex(/^(https?|oci):\/\/\S+$/)
      .max(2048)
      .meta({
        title: 'The repository of the chart',
        description:
          "'https://…' (a chart repository) or 'oci://…' (a registry), one that the portal may read; without the field the chart is a folder or .tgz below the configured folder",
      })
      .optional(),
    values: z
      .record(z.string(), jsonValue)
      .meta({
        title: 'Values for the chart',
        description:
          'an object of values, without passwords, tokens and keys: a Secret of the cluster is named instead',
      })
      .optional(),
    digest: z
      .string()
      .regex(digestPattern)
      .meta({
        title: 'Digest of the packaged chart',
        description:
          "'sha256:' and 64 digits of 0-9, a-f: what the bytes of the packaged chart must have; without the field any",
      })
      .optional(),
  });
}
