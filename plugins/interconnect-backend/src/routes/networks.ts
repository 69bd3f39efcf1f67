import { NotFoundError } from '@backstage/errors';
import {
  Network,
  networkDeletePermission,
  networkReadPermission,
  networkUpdatePermission,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { Request, Response, Router } from 'express';
import { checkPreconditions, setEntityTag } from '../http/entityTag';
import { linkNextPage, readPage } from '../http/pagination';
import { onBehalfOf } from '../http/onBehalfOf';
import { shownPlanOf } from '../http/planDigest';
import type { Requester } from '../http/requester';
import { networkOf, projectOf } from '../http/routeParameters';
import { visiblePage } from '../http/visiblePage';
import { applyAgain } from '../requests/applyAgain';
import { deleteNetwork } from '../requests/deleteNetwork';
import { previewAgain, previewDeletion, previewPlan } from '../requests/previewPlan';
import { putNetwork } from '../requests/putNetwork';
import { reviewRequest } from '../requests/review';
import { requireProject } from '../requests/requireProject';
import { networkResource } from '../resources';
import { clustersIfKnown } from '../clusters/absentClusters';
import type { Services } from '../Services';
import type { NetworkHead } from '../store/NetworkStore';
import { change } from './change';
import { keepFailure } from './keepFailure';
import { read } from './read';
import { serve } from './serve';

/** Routes that apply again what a network asks for. */
const routesOf = {
  repair: { again: 'RepairNetwork', plan: 'PlanRepair' },
  rotate: { again: 'RotateNetwork', plan: 'PlanRotation' },
} as const;

/** Documents: list, read, preview, put, delete. */
export function addNetworkRoutes(router: Router, services: Services): void {
  const { catalog, access } = services;

  async function existing(project: string, name: string) {
    const network = await services.networks.getHead(project, name);
    if (!network) {
      throw new NotFoundError(`Project "${project}" has no network "${name}"`);
    }
    return network;
  }

  /** Networks as the API shows them. */
  async function resources(networks: NetworkHead[]) {
    const clusters = networks.length > 0 ? await clustersIfKnown(services) : [];
    return Promise.all(networks.map(network => networkResource(services, network, clusters)));
  }

  /** Answers with the network as it stands after a change. */
  async function answerWith(res: Response<Network>, project: string, name: string) {
    const network = await existing(project, name);
    setEntityTag(res, network.generation);
    res.json((await resources([network]))[0]);
  }

  /** A page of those networks, of one project or of all, that the caller may see. */
  async function list(req: Request, res: Response<Network[]>, project?: string) {
    const heads = await read(services, req, 'network-list', async requester => {
      const page = readPage(req, isNetworkName);
      const visible = await access.visible(requester, networkReadPermission);
      const found = await visiblePage(
        page,
        part => services.networks.listHeads(part, project),
        visible,
        nameOf,
      );
      linkNextPage(req, res, page, found, nameOf);
      return found;
    });
    res.json(await resources(heads));
  }

  serve(router, 'ListAllNetworks', (req, res) => list(req, res));

  serve(router, 'ListNetworks', (req, res) => list(req, res, projectOf(req)));

  serve(router, 'GetNetwork', async (req, res) => {
    const network = await read(services, req, 'network-fetch', async requester => {
      const { project, name } = networkOf(req);
      await access.require(requester, networkReadPermission, { project, name });
      return existing(project, name);
    });
    setEntityTag(res, network.generation);
    // The tag is that of the document; what is answered has a status as well, which changes without
    // it.
    delete req.headers['if-none-match'];
    res.json((await resources([network]))[0]);
  });

  serve(router, 'PutNetwork', async (req, res) => {
    const { project, name } = networkOf(req);
    const event = { eventId: 'network-put', action: 'network.put' };
    await change(services, req, event, async requester => {
      await requireProject(catalog, project, requester.credentials);
      await access.requirePut(requester, { project, name, asked: req.body });
      await putNetwork(services, {
        project,
        name,
        body: req.body,
        ...askedBy(req, requester),
      });
    });
    await answerWith(res, project, name);
  });

  serve(router, 'DeleteNetwork', async (req, res) => {
    const { project, name } = networkOf(req);
    const event = { eventId: 'network-delete', action: 'network.delete' };
    const { rollout } = await change(services, req, event, async requester => {
      await access.require(requester, networkDeletePermission, { project, name });
      return deleteNetwork(services, {
        project,
        name,
        ...askedBy(req, requester),
      });
    });
    if (!rollout) {
      res.status(204).end();
      return;
    }
    await answerWith(res, project, name);
  });

  for (const operation of ['repair', 'rotate'] as const) {
    const { again, plan } = routesOf[operation];
    serve(router, again, async (req, res) => {
      const { project, name } = networkOf(req);
      const event = { eventId: `network-${operation}`, action: `network.${operation}` };
      await change(services, req, event, async requester => {
        await access.require(requester, networkUpdatePermission, { project, name });
        await applyAgain(services, {
          project,
          name,
          operation,
          ...askedBy(req, requester),
        });
      });
      await answerWith(res, project, name);
    });

    serve(router, plan, async (req, res) => {
      const preview = await read(services, req, `network-${operation}-plan`, async requester => {
        const { project, name } = networkOf(req);
        await access.require(requester, networkUpdatePermission, { project, name });
        return previewAgain(services, { project, name, requester, operation });
      });
      res.json(preview);
    });
  }

  serve(router, 'PlanNetwork', async (req, res) => {
    const preview = await read(services, req, 'network-plan', async requester => {
      const { project, name } = networkOf(req);
      await requireProject(catalog, project, requester.credentials);
      await requireShowable(requester, { project, name, asked: req.body });
      return previewPlan(services, { project, name, body: req.body, requester });
    });
    res.json(preview);
  });

  serve(router, 'ReviewNetwork', async (req, res) => {
    const review = await read(services, req, 'network-review', async requester => {
      const { project, name } = networkOf(req);
      await requireProject(catalog, project, requester.credentials);
      await requireShowable(requester, { project, name, asked: req.body });
      return reviewRequest(services, { project, name, body: req.body, requester });
    });
    res.json(review);
  });

  serve(router, 'PlanDeletion', async (req, res) => {
    const preview = await read(services, req, 'network-deletion-plan', async requester => {
      const { project, name } = networkOf(req);
      await access.require(requester, networkDeletePermission, { project, name });
      return previewDeletion(services, { project, name });
    });
    res.json(preview);
  });

  /**
   * A plan shows what a change would do; who is denied it stands in the audit, as for the change.
   */
  async function requireShowable(
    requester: Requester,
    network: { project: string; name: string; asked: unknown },
  ) {
    try {
      await access.requirePut(requester, network);
    } catch (error) {
      const subject = `${network.project}/${network.name}`;
      await keepFailure(services, network, requester, { action: 'network.plan', subject }, error);
      throw error;
    }
  }
}

/** Who asks for a change, and on which conditions. */
function askedBy(req: Request, requester: Requester) {
  return {
    requester,
    baseUrl: req.baseUrl,
    requireMatch: (generation: number | undefined) => checkPreconditions(req, generation),
    onBehalfOf: onBehalfOf(req, requester),
    shownPlan: shownPlanOf(req),
  };
}

function nameOf({ project, name }: NetworkHead) {
  return { project, name };
}

function isNetworkName(value: unknown): value is { project: string; name: string } {
  const { project, name } = (value ?? {}) as { project?: unknown; name?: unknown };
  return typeof project === 'string' && typeof name === 'string';
}
