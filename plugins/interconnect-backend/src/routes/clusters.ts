import { clusterReadPermission } from '@interconnect/backstage-plugin-interconnect-common';
import type { Router } from 'express';
import { authorize } from '../authorize';
import { linkNextPage, readPage } from '../http/pagination';
import type { Services } from '../Services';
import { read } from './read';

/** The clusters that networks may span, by name, without their credentials; all of them unless a `limit` is given. */
export function addClusterRoutes(router: Router, services: Services): void {
  router.get('/v1/clusters', async (req, res) => {
    const clusters = await read(services, req, 'cluster-list', async requester => {
      await authorize(services, requester, clusterReadPermission);
      const page = readPage(req, isName, Number.MAX_SAFE_INTEGER);
      const found = (await services.listClusters())
        .filter(({ name }) => page.after === undefined || name > page.after)
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .slice(0, page.limit);
      linkNextPage(req, res, page, found, cluster => cluster.name);
      return found;
    });
    res.json(
      clusters.map(({ name, title, labels, projects, source }) => ({
        name,
        ...(title !== undefined && { title }),
        labels,
        ...(projects && { projects }),
        source,
      })),
    );
  });
}

function isName(value: unknown): value is string {
  return typeof value === 'string';
}
