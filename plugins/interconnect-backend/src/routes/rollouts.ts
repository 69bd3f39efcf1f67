import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  RolloutCommand,
  RolloutCommandName,
  commandAction,
  networkReadPermission,
  rolloutCommandNames,
  rolloutCommands,
  someOf,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { Request, Router } from 'express';
import { requireApprover } from '../approval/requireApprover';
import { requirePerson } from '../approval/requirePerson';
import { requireReviewer } from '../approval/requireReviewer';
import { PreconditionRequiredError } from '../errors';
import { absentNow } from '../clusters/absentClusters';
import { linkNextPage, readPage } from '../http/pagination';
import { planDigestHeader, requireShownPlan, shownPlanOf } from '../http/planDigest';
import type { Requester } from '../http/requester';
import { networkOf, rolloutIdOf } from '../http/routeParameters';
import { readCommand } from '../requests/readCommand';
import { reviewRollout } from '../requests/review';
import { previewRollback } from '../requests/previewPlan';
import { settleOpenRollout } from '../requests/openRollout';
import { rolloutResource, rolloutSummary } from '../resources';
import type { RolloutFold } from '../projection/RolloutFold';
import type { Services } from '../Services';
import { change } from './change';
import { read } from './read';
import { RouteHandler, serve } from './serve';

/** Rollouts of a network: list, read, command. They stay when the network is gone. */
export function addRolloutRoutes(router: Router, services: Services): void {
  const { rollouts } = services;

  async function existing(req: Request) {
    const { project, name } = networkOf(req);
    const id = rolloutIdOf(req);
    const rollout = await rollouts.getRollout(project, name, id);
    if (!rollout) {
      throw new NotFoundError(`Network "${name}" of project "${project}" has no rollout "${id}"`);
    }
    return rollout;
  }

  serve(router, 'ListRollouts', async (req, res) => {
    const page = await read(services, req, 'rollout-list', async requester => {
      const { project, name } = networkOf(req);
      await services.access.require(requester, networkReadPermission, { project, name });
      const asked = readPage(req, isPosition);
      const found = await rollouts.listRollouts(project, name, asked);
      linkNextPage(req, res, asked, found, ({ requestedAt, id }) => ({ requestedAt, id }));
      return found;
    });
    res.json(page.map(rollout => rolloutSummary(services, rollout)));
  });

  serve(router, 'GetRollout', async (req, res) => {
    const rollout = await read(services, req, 'rollout-fetch', async requester => {
      const { project, name } = networkOf(req);
      await services.access.require(requester, networkReadPermission, { project, name });
      return existing(req);
    });
    res.json(rolloutResource(services, rollout, await services.stepsOf(rollout)));
  });

  serve(router, 'ReviewRollout', async (req, res) => {
    const review = await read(services, req, 'rollout-review', async requester => {
      const { project, name } = networkOf(req);
      await services.access.require(requester, networkReadPermission, { project, name });
      const rollout = await existing(req);
      const { approval } = rollout.fold;
      await requireReviewer(services, requester, { project, name, approval });
      return reviewRollout(services, rollout);
    });
    res.json(review);
  });

  serve(router, 'PlanRollback', async (req, res) => {
    const plan = await read(services, req, 'rollout-rollback-plan', async requester => {
      const { project, name } = networkOf(req);
      await services.access.require(requester, networkReadPermission, { project, name });
      return previewRollback(services, await existing(req));
    });
    res.json(plan);
  });

  for (const command of rolloutCommandNames) {
    const handler: RouteHandler<'CommandRollout'> = async (req, res) => {
      const { project, name } = networkOf(req);
      const event = {
        eventId: `rollout-${command}`,
        action: commandAction(command),
        subject: rolloutIdOf(req),
      };
      await change(services, req, event, async requester => {
        const { permission } = rolloutCommands[command];
        await services.access.require(requester, permission, { project, name });
        requirePerson(command, requester);
        await give(req, command, requester);
      });
      const rollout = await existing(req);
      res.json(rolloutResource(services, rollout, await services.stepsOf(rollout)));
    };
    serve(router, 'CommandRollout', handler, { command });
  }

  async function give(req: Request, command: RolloutCommandName, requester: Requester) {
    const { project, name } = networkOf(req);
    const { rollback, ...rest } = readCommand(command, req.body);
    await settleOpenRollout(services, project, name);
    const { id, fold, workflowId, runId, planDigest } = await existing(req);
    if (rolloutCommands[command].about === 'approval') {
      await requireDecision(id, fold, requester);
    }
    requireSeen(command, shownPlanOf(req), planDigest);
    if (fold.endedAt !== undefined) {
      throw new ConflictError(`Rollout ${id} has ended (${fold.state}): it takes no commands`);
    }
    if (runId === undefined) {
      throw new ConflictError(
        `It is not known yet whether rollout ${id} was started; try again in a minute`,
      );
    }
    const known = new Set(fold.steps.map(step => step.id));
    const unknown = rest.steps?.filter(step => !known.has(step));
    if (unknown?.length) {
      throw new InputError(
        `steps: rollout ${id} has no step ${someOf(unknown)}; it has ${someOf([...known])}`,
      );
    }
    if (command === 'approve') {
      await rollouts.noteApproval(id);
    }
    const update: RolloutCommandName = rollback ? 'rollback' : command;
    const absent = update === 'rollback' ? await absentNow(services, fold.applied) : [];
    const given: RolloutCommand = {
      by: requester.ref,
      ...rest,
      ...(absent.length > 0 && { absent }),
    };
    const rollout = { id, planDigest, workflowId, firstRunId: runId };
    await services.executions.command(rollout, update, given);
  }

  /** That there is something to decide, and that this is who may decide it. */
  async function requireDecision(id: string, fold: RolloutFold, requester: Requester) {
    const { approval, requestedBy, onBehalfOf } = fold;
    if (!approval) {
      throw new ConflictError(`Rollout ${id} needs no approval`);
    }
    await requireApprover(services, requester, { approval, requestedBy, onBehalfOf });
  }
}

/** Who approves says what: the plan that was shown to them. */
function requireSeen(command: RolloutCommandName, shown: string | undefined, planDigest: string) {
  if (rolloutCommands[command].namesPlan && shown === undefined) {
    throw new PreconditionRequiredError(
      `An approval needs ${planDigestHeader} with the digest of the plan that was looked at: planDigest of the rollout`,
    );
  }
  requireShownPlan(shown, planDigest);
}

function isPosition(value: unknown): value is { requestedAt: string; id: string } {
  const { requestedAt, id } = (value ?? {}) as Record<string, unknown>;
  return typeof requestedAt === 'string' && typeof id === 'string';
}
