import { defaultContact, defaultLimits, limitKeys, tenancyKey } from './defaults';
import { matchesPattern, withProject } from './pattern';
import { LimitName, Limits, ProjectLimits, TenancyRules } from './types';

/** Without any configuration. @public */
export const defaultRules: TenancyRules = {
  contact: defaultContact,
  filesRoot: 'examples',
  defaults: defaultLimits,
  projects: [],
};

/**
 * What holds for a project: the defaults, and in their place what entries say whose pattern fits
 * it, the last one of them. A limit is replaced as a whole: lists are not put together.
 *
 * @public
 */
export function limitsOf(rules: TenancyRules, project: string): ProjectLimits {
  const name = project.toLowerCase();
  const fitting = rules.projects
    .map((entry, index) => ({ limits: entry.limits, index, pattern: entry.project.toLowerCase() }))
    .filter(({ pattern }) => matchesPattern(pattern, name))
    .reverse();
  const found = (Object.keys(limitKeys) as LimitName[]).map(limit => {
    const entry = fitting.find(({ limits }) => limits[limit] !== undefined);
    return {
      limit,
      value: (entry?.limits ?? rules.defaults)[limit],
      rule: `${tenancyKey}.${entry ? `projects[${entry.index}]` : 'defaults'}.${limitKeys[limit]}`,
    };
  });
  return {
    project,
    contact: rules.contact,
    filesRoot: rules.filesRoot,
    limits: withProject(
      Object.fromEntries(found.map(({ limit, value }) => [limit, value])) as unknown as Limits,
      name,
    ),
    rules: Object.fromEntries(found.map(({ limit, rule }) => [limit, rule])) as Record<
      LimitName,
      string
    >,
  };
}
