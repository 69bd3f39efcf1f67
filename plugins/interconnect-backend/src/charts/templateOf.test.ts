import { keptOf, withTemplates } from './templateOf';

const rendered = `---
# Source: web/templates/a.yaml
kind: Service
---
# Source: web/templates/b.yaml
kind: Job
`;
const field = 'applications[0].source.chart';
const told = (message: string) => withTemplates([{ field, message }], rendered)[0].message;

it('names the template in the place of the line', () => {
  expect(told('chart ./web, line 3, Service x: is wrong')).toBe(
    'chart ./web, web/templates/a.yaml, Service x: is wrong',
  );
  expect(told('chart ./web, line 6, column 1: is not YAML')).toBe(
    'chart ./web, web/templates/b.yaml: is not YAML',
  );
});

it('leaves alone what has no line, or no template', () => {
  expect(told('chart ./web, Service x: is wrong')).toBe('chart ./web, Service x: is wrong');
  expect(told('chart ./web, line 1: is empty')).toBe('chart ./web, line 1: is empty');
});

it.each([
  ['helm.sh/resource-policy: keep', ['web/templates/b.yaml']],
  ['"helm.sh/resource-policy": "keep"', ['web/templates/b.yaml']],
  ['helm.sh/resource-policy: delete', []],
  ['helm.sh/resource-policy: keeper', []],
])('knows what a chart wants to be kept: %s', (annotation, expected) => {
  expect(keptOf(`${rendered}metadata: { annotations: { ${annotation} } }\n`)).toEqual(expected);
});
