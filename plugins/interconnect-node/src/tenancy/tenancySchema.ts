import { parseRange } from '@interconnect/backstage-plugin-interconnect-common';
import { z } from 'zod';

const text = z
  .string('is not a text; accepted is a pattern like {project}-*')
  .min(1, 'is empty; accepted is a pattern like {project}-*');
const patterns = z.array(text, "is not a list; accepted are patterns like ['{project}-*']");

const selectors = z.array(
  z.strictObject(
    {
      name: text.optional(),
      labels: z.record(z.string(), text, 'is not an object of texts').optional(),
    },
    "is not an object; accepted are { name: 'edge-*' }, { labels: { site: '*' } }, or both",
  ),
  "is not a list; accepted are selectors of clusters like [{ name: 'edge-*' }]",
);

const ranges = z.array(
  text.refine(range => !('error' in parseRange(range)), {
    error: 'is no range of addresses; accepted are 10.0.0.0/8 and 10.0.0.10-10.0.0.50',
  }),
  'is not a list; accepted are ranges of addresses like [10.0.0.0/8]',
);

const urls = z.array(
  text.refine(isAddress, {
    error:
      'is no address; accepted are https://git.example.com, https://*.example.com, https://git.example.com/path/ and *',
  }),
  'is not a list; accepted are addresses like [https://git.example.com/path/]',
);

const charts = z.array(
  text.refine(pattern => isAddress(pattern.replace(/^oci:/, 'https:')), {
    error:
      'is no repository of charts; accepted are https://charts.example.com, oci://registry.example.com/path and *',
  }),
  'is not a list; accepted are repositories like [oci://registry.example.com/charts]',
);

const acceptedCount = 'accepted are whole numbers from 0';
const count = z
  .int(`is not a whole number; ${acceptedCount}`)
  .min(0, `is less than 0; ${acceptedCount}`);

const anObject = 'is not an object';

const limits = {
  hubs: selectors.optional(),
  spokes: selectors.optional(),
  namespaces: patterns.optional(),
  networkNamespaces: patterns.optional(),
  sources: z
    .strictObject(
      {
        files: patterns.optional(),
        urls: urls.optional(),
        charts: charts.optional(),
        existing: z.boolean('is not true or false').optional(),
      },
      anObject,
    )
    .optional(),
  kinds: patterns.optional(),
  loadBalancer: z
    .strictObject({ addresses: ranges.optional(), allowedSources: ranges.optional() }, anObject)
    .optional(),
  quotas: z
    .strictObject(
      {
        networks: count.optional(),
        members: count.optional(),
        applications: count.optional(),
        manifestBytes: count.optional(),
      },
      anObject,
    )
    .optional(),
};

/** What `interconnect.tenancy` may contain, and the messages for everything else. */
export const tenancySchema = z.strictObject(
  {
    contact: z
      .string('is not a text; accepted is who can change the rules, like the platform team')
      .min(1, 'is empty; accepted is who can change the rules, like the platform team')
      .optional(),
    defaults: z.strictObject(limits, anObject).optional(),
    projects: z
      .array(
        z.strictObject(
          {
            project: z
              .string("is not a text; accepted is a pattern for names of projects like 'edge-*'")
              .min(1, "is empty; accepted is a pattern for names of projects like 'edge-*'"),
            ...limits,
          },
          anObject,
        ),
        "is not a list; accepted are entries like [{ project: 'edge-*', namespaces: ['{project}-*'] }]",
      )
      .optional(),
  },
  anObject,
);

function isAddress(pattern: string): boolean {
  const url = pattern.replace('{project}', 'project').replace('://*.', '://any.');
  return (
    pattern === '*' ||
    (/^https?:\/\//.test(url) &&
      !url.includes('*') &&
      URL.canParse(url) &&
      new URL(url).search === '')
  );
}
