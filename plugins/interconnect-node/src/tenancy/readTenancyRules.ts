import { basename, resolve } from 'node:path';
import { Config } from '@backstage/config';
import {
  defaultRules,
  limitKeys,
  LimitName,
  Limits,
  tenancyKey,
  TenancyRules,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { z } from 'zod';
import { configIssues } from '../configIssues';
import { tenancySchema } from './tenancySchema';

type Section = z.infer<typeof tenancySchema>;
type Entry = Omit<NonNullable<Section['projects']>[number], 'project'>;

/**
 * Reads `interconnect.tenancy`: what projects may do. For what it does not say, `defaultRules`
 * apply. Backend and worker read the same.
 *
 * @throws Error that names the key, what is wrong and what is accepted
 * @public
 */
export function readTenancyRules(config: Config): TenancyRules {
  const root = config.getOptionalString('interconnect.manifests.root') ?? './examples';
  const { contact, defaults, projects } = readSection(config);
  return {
    contact: contact ?? defaultRules.contact,
    filesRoot: basename(resolve(root)),
    defaults: { ...defaultRules.defaults, ...limitsIn(defaults) },
    projects: (projects ?? []).map(({ project, ...entry }) => ({
      project,
      limits: limitsIn(entry),
    })),
  };
}

function readSection(config: Config): Section {
  const result = tenancySchema.safeParse(config.getOptional(tenancyKey) ?? {});
  if (!result.success) {
    throw new Error(configIssues(tenancyKey, result.error));
  }
  return result.data;
}

/** The limits that an entry names. */
function limitsIn(entry: Entry = {}): Partial<Limits> {
  const named = (Object.keys(limitKeys) as LimitName[]).flatMap(limit => {
    const value = limitKeys[limit]
      .split('.')
      .reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], entry);
    return value === undefined ? [] : [[limit, value]];
  });
  return Object.fromEntries(named);
}
