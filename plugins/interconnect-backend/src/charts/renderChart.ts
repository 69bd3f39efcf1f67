import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { maxManifestLength } from '@interconnect/backstage-plugin-interconnect-common';
import { helmError } from './helmErrors';
import { problem } from './problem';
import { HelmLimits, runHelm } from './runHelm';

/** As whom a chart is rendered. */
export interface Release {
  name: string;
  namespace: string;
  values: object;
}

const limits: HelmLimits = { timeoutMs: 30_000, maxOutput: maxManifestLength, memoryMb: 512 };

/** Of two places of the world that never have the same date. */
const timeZones = ['Etc/GMT+12', 'Etc/GMT-14'];

/**
 * What a chart renders to, by `helm template`. It is rendered twice: what differs then is made at
 * random, and the same document would be other objects each time. One that may ask for the time is
 * rendered at two times, in two time zones.
 *
 * @param options - `chart`: its folder; `home`: a folder of helm's own; `skipSchema`: whether the
 * schema of its values cannot be used
 * @throws DocumentError with helm's own message
 */
export async function renderChart(
  options: {
    helm: string;
    kubeVersion: string;
    chart: string;
    home: string;
    skipSchema: boolean;
    asksTime: boolean;
  },
  { name, namespace, values }: Release,
): Promise<string> {
  const { helm, kubeVersion, chart, home, skipSchema, asksTime } = options;
  const file = join(home, 'values.json');
  await writeFile(file, JSON.stringify(values));
  const args = [
    'template',
    name,
    chart,
    ...['--namespace', namespace],
    ...['--values', file],
    ...['--kube-version', kubeVersion],
    '--skip-tests',
    ...(skipSchema ? ['--skip-schema-validation'] : []),
  ];
  const run = (timeZone: string) => runHelm(helm, args, { home, limits, timeZone });
  const first = run(timeZones[0]);
  const second = asksTime
    ? first.then(() => sleep(1000)).then(() => run(timeZones[1]))
    : run(timeZones[0]);
  const [one, other] = await Promise.all([first, second]);
  const failed = [one, other].find(({ code }) => code !== 0);
  if (failed) throw helmError(failed, limits, [`${chart}/`, `${home}/`, chart, home]);
  if (one.stdout !== other.stdout) {
    throw problem(
      'chart',
      `renders to something else each time: ${differing(one.stdout, other.stdout)} makes something at random, such as a password${asksTime ? ', or of the time' : ''}`,
      'values with which it makes nothing at random: most charts take the name of a Secret that is there (existingSecret)',
    );
  }
  return one.stdout;
}

/** The template with the first line that differs: helm writes its name above each object. */
function differing(one: string, other: string): string {
  const others = other.split('\n');
  const lines = one.split('\n');
  const at = lines.findIndex((line, index) => line !== others[index]);
  const source = lines.slice(0, at + 1).findLast(line => line.startsWith('# Source: '));
  return source?.replace('# Source: ', '') ?? 'one of its templates';
}
