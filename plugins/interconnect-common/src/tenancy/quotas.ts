import { FieldError } from '../document/errors';
import { ResolvedDocument } from '../document/schema';
import { refusedBy } from './refusals';
import { ProjectLimits } from './types';

/** What of a request is counted. */
export interface Counted {
  document: ResolvedDocument;
  /** Networks that the project has, when this would be one more. */
  networks?: number;
  /** Bytes of all manifests of the network together, as far as they were read. */
  manifestBytes?: number;
}

/** More than the project may have. */
export function quotaErrors(limits: ProjectLimits, counted: Counted): FieldError[] {
  const { document, networks, manifestBytes = 0 } = counted;
  const { hub, spokes = [], applications = [] } = document;
  return [
    ...tooMany('networks', 'name', networks === undefined ? 0 : networks + 1, 'networks'),
    ...tooMany('members', 'spokes', hub ? spokes.length + 1 : 0, 'members in a network'),
    ...tooMany('applications', 'applications', applications.length, 'applications in a network'),
    ...tooMany('manifestBytes', 'applications', manifestBytes, 'bytes of manifests in a network'),
  ];

  function tooMany(
    limit: 'networks' | 'members' | 'applications' | 'manifestBytes',
    field: string,
    count: number,
    what: string,
  ): FieldError[] {
    const most = limits.limits[limit];
    return count <= most
      ? []
      : [
          refusedBy(limits, limit, {
            field,
            message: `project '${limits.project}' would have ${count} ${what}`,
            accepted: `at most ${most}`,
          }),
        ];
  }
}
