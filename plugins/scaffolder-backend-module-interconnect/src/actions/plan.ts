import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { documentOf, networkInput, networkNameOf } from '../input';
import { networkUrl } from '../links';
import { taskError } from '../refusal';
import { initiatorToken, Services } from '../Services';
import { planExamples } from './examples';

/** `interconnect:network:plan`: what asking for a network would do. Changes nothing. */
export function createPlanAction(services: Pick<Services, 'auth' | 'api' | 'portal'>) {
  return createTemplateAction({
    id: 'interconnect:network:plan',
    description:
      'Checks the document of an application network and tells what asking for it would do on which cluster. Changes nothing.',
    examples: planExamples,
    supportsDryRun: true,
    schema: {
      input: networkInput,
      output: {
        operation: z => z.string().describe('create, update or repair'),
        steps: z => z.array(z.string()).describe('What would be done, in order; none: nothing'),
        addresses: z =>
          z.array(z.string()).describe('Under which clients will reach the exposed services'),
        warnings: z => z.array(z.string()),
        needsApproval: z => z.boolean().describe('Whether somebody has to approve it first'),
        digest: z =>
          z.string().describe('Of the plan; interconnect:network:request takes it as planDigest'),
        networkUrl: z => z.string(),
      },
    },
    async handler(ctx) {
      const name = networkNameOf(ctx.input);
      const what = `The plan of network ${name.network} of ${name.project}`;
      ctx.output('networkUrl', networkUrl(services.portal, name));
      if (ctx.isDryRun) {
        ctx.logger.info(`Dry run: ${what} would be asked for`);
        return;
      }
      const token = await initiatorToken(services, ctx);
      const plan = await services.api
        .planNetwork(name, documentOf(ctx.input), { token, signal: ctx.signal })
        .catch(error => {
          throw taskError(error, what);
        });
      const steps = plan.steps.map(({ summary }) => summary);
      ctx.logger.info(`${plan.operation}: ${steps.length} steps`);
      steps.forEach(step => ctx.logger.info(`- ${step}`));
      plan.warnings.forEach(warning => ctx.logger.warn(warning));
      ctx.output('operation', plan.operation);
      ctx.output('steps', steps);
      ctx.output('addresses', plan.addresses);
      ctx.output('warnings', plan.warnings);
      ctx.output('needsApproval', plan.approval !== undefined);
      ctx.output('digest', plan.digest);
    },
  });
}
