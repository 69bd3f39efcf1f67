import { clusterReadPermission } from '@interconnect/backstage-plugin-interconnect-common';
import type { Router } from 'express';
import { authorize } from '../authorize';
import { linkNextPage, readPage } from '../http/pagination';
import { readRequester } from '../http/requester';
import type { Services } from '../Services';

/** The clusters that networks may span, by name, without their credentials; all of them unless a `limit` is given. */
export function addClusterRoutes(router: Router, services: Services): void {
  router.get('/v1/clusters', async (req, res) => {
    const requester = await readRequester(services, req);
    await authorize(services, requester, clusterReadPermission);
    const page = readPage(req, isName, Number.MAX_SAFE_INTEGER);
    const clusters = (await services.listClusters())
      .filter(({ name }) => page.after === undefined || name > page.after)
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .slice(0, page.limit);
    linkNextPage(req, res, page, clusters, cluster => cluster.name);
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
