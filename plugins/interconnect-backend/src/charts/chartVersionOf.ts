import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { problem } from './problem';

const maxLength = 64 * 1024;
const schema = z.object({ version: z.string() });

/** The version that stands in the chart. */
export async function chartVersionOf(chart: string): Promise<string> {
  const text = await readFile(join(chart, 'Chart.yaml'), 'utf8').catch(() => undefined);
  if (text === undefined) {
    throw problem('chart', 'has no Chart.yaml', 'the folder of a chart, or a packaged chart');
  }
  const data = text.length > maxLength ? undefined : schema.safeParse(parsed(text)).data;
  if (!data) {
    throw problem(
      'chart',
      'has a Chart.yaml without a version',
      "a version like '1.2.3', in quotes",
    );
  }
  return data.version;
}

function parsed(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
