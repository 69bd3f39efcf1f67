import { networkReadPermission } from '@interconnect/backstage-plugin-interconnect-common';
import type { Router } from 'express';
import { linkNextPage, readPage } from '../http/pagination';
import { networkOf } from '../http/routeParameters';
import type { Services } from '../Services';
import { read } from './read';
import { serve } from './serve';

/** The audit log of a network, by sequence. It stays when the network is gone. */
export function addAuditRoutes(router: Router, services: Services): void {
  serve(router, 'ListAudit', async (req, res) => {
    const entries = await read(services, req, 'audit-list', async requester => {
      const { project, name } = networkOf(req);
      await services.access.require(requester, networkReadPermission, { project, name });
      const page = readPage(req, isSequence);
      const found = await services.audit.listAudit(project, name, page);
      linkNextPage(req, res, page, found, entry => entry.sequence);
      return found;
    });
    res.json(entries);
  });
}

function isSequence(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) < 2 ** 31;
}
