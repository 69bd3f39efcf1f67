import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reservedNamespaces } from '@interconnect/backstage-plugin-interconnect-common';
import { parseAllDocuments } from 'yaml';

interface Policy {
  kind: string;
  metadata: { name: string };
  spec: { variables?: { name: string; expression: string }[] };
}

/** Names in a list or the keys of a map, as CEL writes them. */
const namesIn = (expression: string) =>
  [...expression.matchAll(/'([a-z0-9-]+)'(?=\s*[,\]]|\s*:\s*\[)/g)].map(([, name]) => name);

it('plan and API server reserve the same namespaces', () => {
  const file = join(__dirname, '../../../deploy/admission.yaml');
  const policies = parseAllDocuments(readFileSync(file, 'utf8')).map(one => one.toJS() as Policy);
  const { variables = [] } = policies.find(
    ({ kind, metadata }) =>
      kind === 'ValidatingAdmissionPolicy' && metadata.name === 'interconnect-worker',
  )!.spec;
  const expressionOf = (name: string) => variables.find(one => one.name === name)!.expression;
  const reserved = namesIn(expressionOf('reserved'));
  // Only what is installed there may be written: the keys, not the lists behind them.
  const installed = namesIn(expressionOf('installed').replace(/\[[^\]]*\]/g, '[')).filter(
    name => !name.includes('/'),
  );
  expect([...reserved, ...installed].sort()).toEqual(Object.keys(reservedNamespaces).sort());
});
