import { DocumentError } from '@interconnect/backstage-plugin-interconnect-common';

/** A field of a source that is a chart. */
export type ChartField = 'chart' | 'version' | 'repository' | 'values' | 'digest';

/** What is wrong with a chart, at the field of its source. */
export function problem(field: ChartField, message: string, accepted?: string): DocumentError {
  return new DocumentError([{ field, message, ...(accepted && { accepted }) }]);
}
