import { InputError } from '@backstage/errors';
import {
  clusterReadPermission,
  limitsOf,
  mayUseCluster,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { Request, Router } from 'express';
import { authorize } from '../authorize';
import type { SeenTrouble } from '../clusters/SignIns';
import { visibleClusters } from '../clusters/visibleClusters';
import { linkNextPage, readPage } from '../http/pagination';
import type { Services } from '../Services';
import { read } from './read';
import { serve } from './serve';

/**
 * The clusters that networks may span (with `project`: those of this project), by name, without
 * their credentials; all of them unless a `limit` is given.
 */
export function addClusterRoutes(router: Router, services: Services): void {
  serve(router, 'ListClusters', async (req, res) => {
    const clusters = await read(services, req, 'cluster-list', async requester => {
      await authorize(services, requester, clusterReadPermission);
      const page = readPage(req, isName, Number.MAX_SAFE_INTEGER);
      const project = readProject(req);
      const limits = project === undefined ? undefined : limitsOf(services.tenancy, project);
      const visible = await visibleClusters(
        services.catalog,
        await services.listClusters(),
        requester,
      );
      const found = visible
        .filter(
          cluster =>
            !limits ||
            mayUseCluster(limits, cluster, 'hub') ||
            mayUseCluster(limits, cluster, 'spoke'),
        )
        .filter(({ name }) => page.after === undefined || name > page.after)
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .slice(0, page.limit);
      linkNextPage(req, res, page, found, cluster => cluster.name);
      return found;
    });
    const troubles = await services.signIns.troubles();
    res.json(
      clusters.map(({ name, title, labels, projects, source, unusable }) => ({
        name,
        ...(title !== undefined && { title }),
        labels,
        ...(projects && { projects }),
        source,
        ...unusableOf(unusable, troubles.get(name)),
      })),
    );
  });
}

/** What the configuration says is known here, and needs no worker. */
function unusableOf(configured: string | undefined, seen: SeenTrouble | undefined) {
  if (configured !== undefined) return { unusable: configured };
  return seen && { unusable: seen.reason, unusableSeenAt: seen.seenAt };
}

function readProject(req: Request): string | undefined {
  const { project } = req.query;
  if (project !== undefined && typeof project !== 'string') {
    throw new InputError('project: the name of one project is accepted');
  }
  return project?.toLocaleLowerCase('en-US');
}

function isName(value: unknown): value is string {
  return typeof value === 'string';
}
