import { defaultRules, TenancyRules } from '@interconnect/backstage-plugin-interconnect-common';

/** What the projects of the demo may do. */
export const tenancy: TenancyRules = {
  ...defaultRules,
  contact: 'the platform team',
  projects: [
    {
      project: '*',
      limits: {
        namespaces: ['{project}', '{project}-*', 'shop', 'web'],
        addresses: ['0.0.0.0/0', '::/0'],
        allowedSources: ['0.0.0.0/0', '::/0'],
      },
    },
  ],
};
