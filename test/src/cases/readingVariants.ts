import { to, type Variant } from './variant';

/** What templates leave empty and exports have beside the name is as if it were not there. */
export const emptyFields: Variant[] = [
  ['namespace: null', to('metadata:\n  name: w', 'metadata:\n  namespace:\n  name: w'), []],
  ['namespace: ""', to('metadata:\n  name: w', 'metadata:\n  namespace: ""\n  name: w'), []],
  [
    'type: ""',
    to(/spec:\n(?= {2}selector:\n {4}app: worker\n {2}ports)/, 'spec:\n  type: ""\n'),
    [],
  ],
  ['protocol: ""', to('- port: 8080', '- port: 8080\n      protocol: ""'), []],
  ['protocol: null', to('- port: 8080', '- port: 8080\n      protocol:'), []],
  ['generateName: null', to('metadata:\n  name: w', 'metadata:\n  generateName:\n  name: w'), []],
  [
    'generateName beside the name',
    to('metadata:\n  name: w', 'metadata:\n  generateName: w-\n  name: w'),
    [/are left out: Deployment worker \(metadata\.generateName\)$/],
  ],
].map(([what, change, warned]) => ({ of: 'duplicate-env', what, change, warned }) as Variant);

/** What YAML and JSON can hold. */
export const readings: Variant[] = [
  ...(
    [
      ['an octal number of YAML 1.2', 'LOG_LEVEL', 'LOG_LEVEL\n              o: 0o644', undefined],
      [
        'a number of 64 bits',
        'value: jobs',
        'value: 9223372036854775807',
        /: a number is too large/,
      ],
      [
        'infinity',
        'value: jobs',
        'value: .inf',
        /\.nan\) \(accepted: numbers up to 90071992547409/,
      ],
      ['no --- between objects', '---\n', '', /twice \(accepted: .* a line with --- alone\)$/],
      [
        'a key twice in an object',
        '- name: QUEUE',
        '- name: QUEUE\n              name: Q',
        /twice \(accepted: YAML/,
      ],
      [
        'a blank that does not break',
        '\n  name: w',
        '\n\u00a0 name: w',
        /; with 'name' stand characters that ca/,
      ],
      [
        'a kind with a hidden character',
        'kind: Service',
        'kind: Service\u200b',
        /8 characters, not all of which/,
      ],
    ] as const
  ).map(([what, from, by, refusal]) => ({
    of: 'duplicate-env',
    what,
    change: to(from, by),
    ...(refusal && { refused: [refusal] }),
  })),
  {
    of: 'empty-list',
    what: 'a list of one kind whose items do not say it',
    change: () =>
      'kind: ServiceList\napiVersion: v1\nitems:\n- { metadata: { name: api }, spec: { ports: [{ port: 80 }] } }\n',
    warned: [/^applications: none is exposed/],
  },
  {
    of: 'empty-list',
    what: 'a List whose items do not say what they are',
    change: () => 'kind: List\napiVersion: v1\nitems: [{ metadata: { name: api } }]\n',
    refused: [/items\[0\]: has no apiVersion/, /items\[0\]: has no kind/],
  },
  {
    of: 'empty-list',
    what: 'a kustomization without its kind',
    change: () => 'resources:\n- api.yaml\nnamePrefix: my-\n',
    refused: [/is a file for kustomize.*what kubectl kustomize prints\)$/],
  },
];
