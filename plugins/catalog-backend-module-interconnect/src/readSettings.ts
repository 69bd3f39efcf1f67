import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type RootConfigService,
  type SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { KubernetesValidatorFunctions, stringifyEntityRef } from '@backstage/catalog-model';

const section = 'catalog.providers.interconnect';

/** The first refresh waits until the backend's other plugins have started. */
const defaultSchedule: SchedulerServiceTaskScheduleDefinition = {
  initialDelay: { seconds: 5 },
  frequency: { seconds: 30 },
  timeout: { minutes: 1 },
};

/**
 * The settings of `catalog.providers.interconnect`.
 *
 * @throws Error that names the key when a value is not accepted
 */
export function readSettings(config: RootConfigService): {
  schedule: SchedulerServiceTaskScheduleDefinition;
  owner: string;
  portal?: string;
} {
  const schedule = config.getOptionalConfig(`${section}.schedule`);
  const portal = config.getOptionalString('app.baseUrl')?.replace(/\/+$/, '');
  return {
    schedule: schedule
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule)
      : defaultSchedule,
    owner: readOwner(config.getOptionalString(`${section}.owner`) ?? 'group:default/unknown'),
    ...(portal && { portal }),
  };
}

/** An entity ref that is valid in the catalog. An invalid one would stop every refresh. */
function readOwner(text: string): string {
  const [, kind = 'group', namespace = 'default', name = ''] =
    text.match(/^(?:([a-z]+):)?(?:([a-z0-9-]+)\/)?([a-z0-9._-]+)$/i) ?? [];
  if (!KubernetesValidatorFunctions.isValidObjectName(name)) {
    throw new Error(
      `${section}.owner is ${JSON.stringify(text)}: the ref of an entity is accepted, for example group:default/platform`,
    );
  }
  return stringifyEntityRef({ kind, namespace, name });
}
