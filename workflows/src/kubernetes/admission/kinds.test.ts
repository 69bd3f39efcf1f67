import { defaultLimits } from '@interconnect/backstage-plugin-interconnect-common';
import { rulesOf } from '../__testUtils__/rules';

const groupAndPlural = (kind: string) => `${kind.toLowerCase()}s`;

it('a project’s role has the kinds that the portal allows by default, and no others', () => {
  const allowed = rulesOf('interconnect-applications')
    .filter(({ verbs }) => verbs.includes('create'))
    .flatMap(({ apiGroups: [group], resources }) =>
      resources.map(resource => (group ? `${group}/${resource}` : resource)),
    );
  expect(allowed.sort()).toEqual(defaultLimits.kinds.map(groupAndPlural).sort());
});
