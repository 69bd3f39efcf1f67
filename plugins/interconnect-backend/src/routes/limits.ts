import {
  limitsOf,
  networkReadPermission,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { Router } from 'express';
import { projectOf } from '../http/routeParameters';
import { requireProject } from '../requests/requireProject';
import type { Services } from '../Services';
import { read } from './read';
import { serve } from './serve';

/** No network has this name: whoever may read all networks of the project may read this one too. */
const anyNetwork = '*';

/** What a project may do, for those who may read its networks. */
export function addLimitRoutes(router: Router, services: Services): void {
  serve(router, 'GetLimits', async (req, res) => {
    const limits = await read(services, req, 'limits-fetch', async requester => {
      const project = projectOf(req);
      await requireProject(services.catalog, project, requester.credentials);
      await services.access.require(requester, networkReadPermission, {
        project,
        name: anyNetwork,
      });
      return limitsOf(services.tenancy, project);
    });
    res.json(limits);
  });
}
