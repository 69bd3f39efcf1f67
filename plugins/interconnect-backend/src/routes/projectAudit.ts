import { networkReadPermission } from '@interconnect/backstage-plugin-interconnect-common';
import { keyIdOf } from '@interconnect/backstage-plugin-interconnect-node';
import type { Request, Router } from 'express';
import type { Requester } from '../http/requester';
import { projectOf } from '../http/routeParameters';
import type { Services } from '../Services';
import { read } from './read';
import { serve } from './serve';

/**
 * The audit log of a project as a whole: check it, sign it now, hand it out for others to check.
 */
export function addProjectAuditRoutes(router: Router, services: Services): void {
  const { projectAudit } = services;

  /** Who may read every network of the project: also one that would be new. */
  async function readable(req: Request, requester: Requester): Promise<string> {
    const project = projectOf(req);
    await services.access.require(requester, networkReadPermission, { project, name: '' });
    return project;
  }

  serve(router, 'VerifyAudit', async (req, res) => {
    const verification = await read(services, req, 'audit-verification', async requester =>
      projectAudit.verify(await readable(req, requester)),
    );
    res.json(verification);
  });

  serve(router, 'SignAudit', async (req, res) => {
    const verification = await read(services, req, 'audit-sign', async requester => {
      const project = await readable(req, requester);
      await projectAudit.sign(project);
      return projectAudit.verify(project);
    });
    res.json(verification);
  });

  serve(router, 'ExportAudit', async (req, res) => {
    await read(services, req, 'audit-export', async requester => {
      const project = await readable(req, requester);
      // Before the entries: each head is about entries that follow.
      const heads = await projectAudit.heads(project);
      const keys = [...new Set(heads.map(({ signature }) => keyIdOf(signature)))];
      res.setHeader('Content-Type', 'application/x-ndjson');
      res.setHeader('Content-Disposition', `attachment; filename="audit-${project}.jsonl"`);
      const write = (line: object) => res.write(`${JSON.stringify(line)}\n`);
      write({ type: 'export', project, time: new Date().toISOString(), keys });
      heads.forEach(head => write({ type: 'head', ...head }));
      for await (const entry of projectAudit.read(project)) {
        const drained = write({ type: 'entry', entry });
        if (!drained) {
          await new Promise(done => {
            res.once('drain', done);
            res.once('close', done);
          });
        }
        if (res.destroyed) {
          return;
        }
      }
    });
    res.end();
  });
}
