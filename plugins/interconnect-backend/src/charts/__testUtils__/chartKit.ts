import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { networks, shop } from '../../__testUtils__/rest';
import { Answer, Api } from '../../__testUtils__/startApi';

/** A request for a network with one application, which is the chart. */
export function documentOf(source: object, expose = true) {
  return {
    ...shop,
    applications: [
      {
        name: 'stock',
        clusters: ['cluster-1'],
        namespace: 'web',
        expose,
        source: { kind: 'helm', ...source },
      },
    ],
  };
}

export const path = `${networks}/shop`;

/** What a chart renders to. */
export const configMap = (data: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\ndata:\n  key: ${data}\n`;

/** What was refused: field, message and what is accepted, a line each. */
export function refusals({ status, body }: Answer): string[] {
  expect(status).toBe(400);
  return body.error.fields.map(({ field, message, accepted }: any) =>
    [field.replace('applications[0].source', ''), message, accepted].join(' | '),
  );
}

/** Charts in the folder of manifests, and plans with them. */
export function chartKit(api: () => Api) {
  const write = (files: Record<string, string>) => {
    for (const [name, text] of Object.entries(files)) {
      const file = join(api().root, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  };
  return {
    write,
    plan: (source: object, expose?: boolean) =>
      api().call('post', `${path}/plan`, documentOf(source, expose)),
    /** A chart with one template. */
    chart(name: string, template: string, more: Record<string, string> = {}) {
      write({
        [`${name}/Chart.yaml`]: `apiVersion: v2\nname: ${name}\nversion: 0.1.0\n`,
        [`${name}/templates/all.yaml`]: template,
        ...Object.fromEntries(
          Object.entries(more).map(([file, text]) => [`${name}/${file}`, text]),
        ),
      });
      return { chart: `./${name}` };
    },
  };
}
