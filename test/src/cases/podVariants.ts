import { and, prefix, to, type Variant } from './variant';

const image = 'registry.example/worker:1';

/** What an API server takes, although no pod can come of it. */
export const neverPods: Variant[] = [
  ...(
    [
      ['registry.example/Worker:1', ': its name has upper-case letters'],
      ['IMAGE_NAME:TAG', ': its name has upper-case letters'],
      ['${REGISTRY}/worker:1', ': a placeholder in it was not replaced'],
      ['{{ .Values.image.repository }}:1', ': a placeholder in it was not replaced'],
      ['<your image>', ': a placeholder in it was not replaced'],
      ['https://registry.example/worker:1', ': it begins with a scheme'],
      ['registry.example/worker:1 ', ': it has blanks at an end'],
      ['registry.example/worker:', ''],
      ['registry.example/worker:1:2', ''],
      ['/worker:1', ''],
      ['registry.example/worker@sha256:abc', ''],
      ['registry.example/worker:1@', ''],
    ] as const
  ).map(([by, why]) => ({
    of: 'duplicate-env',
    what: `the image ${by}`,
    change: to(image, JSON.stringify(by)),
    refused: [
      new RegExp(
        `containers\\[0\\]\\.image is no image that a node could pull${why} \\(accepted: an`,
      ),
      ...(by.startsWith('{{') ? [/is a template of Helm that was not rendered/] : []),
    ],
  })),
  ...[
    'worker',
    'localhost:5000/a/b_c/web--x:v1.0_2',
    'Registry.Example:5000/web',
    '[fd00::1]:5000/web:1',
    `ghcr.io/a/b:1@sha256:${'0'.repeat(64)}`,
  ].map(by => ({
    of: 'duplicate-env',
    what: `the image ${by}`,
    change: to(image, JSON.stringify(by)),
  })),
  {
    of: 'job-with-new-image',
    what: 'an image in the template of a CronJob',
    change: () =>
      'apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: a }\nspec: { schedule: "* * * * *", jobTemplate: { spec: { template: { spec: { initContainers: [{ name: a, image: A }] } } } } }\n',
    refused: [
      /spec\.jobTemplate\.spec\.template\.spec\.initContainers\[0\]\.image is no image that/,
    ],
  },
  {
    of: 'duplicate-env',
    what: 'a StatefulSet with a long name',
    change: text =>
      text.replace('Deployment', 'StatefulSet').replace('name: worker', `name: ${'a'.repeat(53)}`),
    refused: [/metadata\.name has 53 characters, too many for a label .*\(accepted: at most 52\)$/],
  },
];

const skupperOne = '    skupper.io/proxy: tcp\n';
const annotation = `    ${prefix}/expose-service: 'true'\n`;

/** What a cluster takes, and may not be meant. */
export const doubts: Variant[] = [
  {
    of: 'duplicate-env',
    what: 'a selector that selects nothing',
    change: to('selector:\n    app: worker\n  ports', 'selector:\n    app: wroker\n  ports'),
    warned: [/: Service worker selects no pods of this application \(spec\.selector\)$/],
  },
  {
    of: 'duplicate-env',
    what: 'a name of a port that no container has',
    change: to('- port: 8080', '- port: 8080\n      targetPort: http'),
    warned: [
      /of Service worker, spec\.ports\[0\]\.targetPort names no port of a container that it se/,
    ],
  },
  {
    of: 'duplicate-env',
    what: 'a name of a port that a container has',
    change: text =>
      text
        .replace('- port: 8080', '- port: 8080\n      targetPort: http')
        .replace('containerPort: 8080', 'containerPort: 8080\n              name: http'),
  },
  {
    of: 'duplicate-env',
    what: 'pods that come by other means',
    change: text => text.slice(text.indexOf('---')),
  },
  {
    of: 'duplicate-env',
    what: 'a Service that answers on its node alone',
    change: to(
      '  selector:\n    app: worker\n  ports',
      '  internalTrafficPolicy: Local\n  selector:\n    app: worker\n  ports',
    ),
    warned: [/Service worker answers on the nodes of its pods alone/],
  },
  {
    of: 'duplicate-env',
    what: 'an annotation of Skupper 1 in the place of ours',
    change: to(annotation, skupperOne),
    refused: [
      /none of its Services .* exposes it; skupper\.io\/proxy is of Skupper 1, and without effect/,
    ],
  },
  {
    of: 'duplicate-env',
    what: 'an annotation of Skupper 1 beside ours',
    change: to(annotation, annotation + skupperOne),
    warned: [
      /skupper\.io\/proxy of Service worker is of Skupper 1, and without effect; a Service is exp/,
    ],
  },
  {
    of: 'duplicate-env',
    what: 'replicas of what a HorizontalPodAutoscaler scales',
    change: and(
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: w }\nspec: { maxReplicas: 3, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: worker } }\n',
    ),
    warned: [/Deployment worker has spec\.replicas, which HorizontalPodAutoscaler w changes: each/],
  },
  {
    of: 'job-with-new-image',
    what: 'a Job that is suspended',
    change: to('\nspec:\n', '\nspec:\n  suspend: true\n'),
    warned: [/none is exposed/, /Job migrate is suspended \(spec\.suspend\): its step waits until/],
  },
];
