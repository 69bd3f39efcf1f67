import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { askForNetwork } from '../askForNetwork';
import { documentOf, networkInput, networkNameOf } from '../input';
import { networkEntityRef, networkUrl, rolloutUrl } from '../links';
import { taskError } from '../refusal';
import { initiatorToken, Services } from '../Services';
import { waitForRollout } from '../waitForRollout';
import { requestExamples } from './examples';

const defaultMinutes = 60;

/**
 * `interconnect:network:request`: asks for a network, and waits for it where the template says so.
 * Once more with the same document it does nothing again.
 *
 * @param options - `pauseMs`: between two looks at a rollout
 */
export function createRequestAction(services: Services, { pauseMs = 3000 } = {}) {
  return createTemplateAction({
    id: 'interconnect:network:request',
    description:
      'Asks for an application network between Kubernetes clusters, as the person who started the template. The same document again changes nothing.',
    examples: requestExamples,
    supportsDryRun: true,
    schema: {
      input: {
        ...networkInput,
        update: z =>
          z
            .boolean()
            .optional()
            .describe('Puts the document in the place of another one. Without it that is refused'),
        planDigest: z =>
          z
            .string()
            .optional()
            .describe('Of interconnect:network:plan: another plan than that one is refused'),
        wait: z =>
          z
            .boolean()
            .optional()
            .describe('Waits until the rollout has succeeded, or fails with it'),
        timeoutMinutes: z =>
          z
            .number()
            .positive()
            .optional()
            .describe(`For how long it waits; ${defaultMinutes} when absent. The rollout goes on`),
      },
      output: {
        networkUrl: z => z.string().describe('Page of the network'),
        entityRef: z => z.string().describe('The network in the catalog'),
        rolloutId: z => z.string().optional().describe('Absent: there was nothing to do'),
        rolloutUrl: z => z.string().optional().describe('Page of the rollout'),
        state: z => z.string().optional().describe('Of the rollout, at the end of the step'),
      },
    },
    async handler(ctx) {
      const name = networkNameOf(ctx.input);
      const what = `Network ${name.network} of ${name.project}`;
      ctx.output('networkUrl', networkUrl(services.portal, name));
      ctx.output('entityRef', networkEntityRef(name));
      if (ctx.isDryRun) {
        ctx.logger.info(`Dry run: ${what} would be asked for`);
        return;
      }
      const { update, planDigest, wait, timeoutMinutes = defaultMinutes } = ctx.input;
      const { rolloutId } = await ctx.checkpoint({
        key: 'network.request',
        fn: async () => {
          const token = await initiatorToken(services, ctx);
          const request = { update, planDigest, token, signal: ctx.signal };
          return askForNetwork(services.api, name, documentOf(ctx.input), request).catch(error => {
            throw taskError(error, what);
          });
        },
      });
      if (rolloutId === null) {
        ctx.logger.info(`${what} is as the document says: there is nothing to do`);
        return;
      }
      const url = rolloutUrl(services.portal, name, rolloutId);
      ctx.output('rolloutId', rolloutId);
      ctx.output('rolloutUrl', url);
      ctx.logger.info(`Rollout ${rolloutId} was started: ${url}`);
      const read = async () =>
        services.api.getRollout(name, rolloutId, {
          token: await initiatorToken(services, ctx),
          signal: ctx.signal,
        });
      const rollout = wait
        ? await waitForRollout({
            read,
            tell: progress => ctx.logger.info(progress),
            url,
            timeoutMs: timeoutMinutes * 60_000,
            pauseMs,
            signal: ctx.signal,
          })
        : await read();
      ctx.output('state', rollout.state);
    },
  });
}
