import { coreServices, createBackendPlugin } from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  clusterReadPermission,
  historyDecodePermission,
} from '@interconnect/backstage-plugin-interconnect-common';
import {
  ClusterSource,
  createVerifier,
  interconnectClusterSourceExtensionPoint,
  readClusters,
  readSigner,
  readTrustedKeys,
  readTenancyRules,
} from '@interconnect/backstage-plugin-interconnect-node';
import { createNetworkAccess } from './access/createNetworkAccess';
import { readApprovalPolicy } from './approval/readApprovalPolicy';
import { ProjectAudit } from './audit/ProjectAudit';
import { readSignEvery } from './audit/readSignEvery';
import { createNotifier } from './notifications/createNotifier';
import { NetworkObserver } from './observe/NetworkObserver';
import { Parser } from './parsing/Parser';
import { ParseProcess } from './parsing/ParseProcess';
import { RolloutProjector } from './projection/RolloutProjector';
import { readObserveOptions } from './readObserveOptions';
import { readRateLimits } from './readRateLimits';
import { readRolloutOptions } from './readRolloutOptions';
import { readTemporalOptions } from './readTemporalOptions';
import { readAllowedUrls } from './requests/allowedUrls';
import { createManifestReader } from './requests/ManifestReader';
import type { RolloutExecutions } from './requests/RolloutExecutions';
import { createRouter } from './router';
import { createSignaller } from './signals/createSignaller';
import { liveSteps } from './status/liveSteps';
import { DatabaseAuditStore } from './store/DatabaseAuditStore';
import { DatabaseNetworkStore } from './store/DatabaseNetworkStore';
import { DatabaseRolloutStore } from './store/DatabaseRolloutStore';
import type { RolloutHistories } from './temporal/RolloutHistories';
import { TemporalClient } from './temporal/TemporalClient';
import type { TemporalOptions } from './temporal/TemporalOptions';

/** What the plugin uses of its Temporal client. */
export type Temporal = RolloutExecutions &
  RolloutHistories &
  Pick<TemporalClient, 'namespace' | 'url' | 'observations' | 'close'>;

/** The plugin, with another way to reach Temporal for tests. */
export const createInterconnectPlugin = (
  createTemporal: (options: TemporalOptions) => Temporal = TemporalClient.create,
) =>
  createBackendPlugin({
    pluginId: 'interconnect',
    register(env) {
      const sources: ClusterSource[] = [];
      env.registerExtensionPoint(interconnectClusterSourceExtensionPoint, {
        addClusterSource(source) {
          sources.push(source);
        },
      });

      env.registerInit({
        deps: {
          auditor: coreServices.auditor,
          auth: coreServices.auth,
          catalog: catalogServiceRef,
          config: coreServices.rootConfig,
          database: coreServices.database,
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
          lifecycle: coreServices.lifecycle,
          logger: coreServices.logger,
          notifications: notificationService,
          permissions: coreServices.permissions,
          permissionsRegistry: coreServices.permissionsRegistry,
          scheduler: coreServices.scheduler,
          signals: signalsServiceRef,
          urlReader: coreServices.urlReader,
          userInfo: coreServices.userInfo,
        },
        async init(deps) {
          const { config, logger, lifecycle, httpRouter, permissionsRegistry, urlReader } = deps;
          const rolloutOptions = readRolloutOptions(config);
          const observeOptions = readObserveOptions(config);
          const approvalPolicy = readApprovalPolicy(config);
          const tenancy = readTenancyRules(config);
          const listClusters = async (warn?: (message: string) => void) => {
            const more = await Promise.all(sources.map(source => source.listClusters()));
            return readClusters(config, { more: more.flat(), warn });
          };
          await listClusters(message => logger.warn(message));

          const networks = await DatabaseNetworkStore.create(deps);
          const rollouts = await DatabaseRolloutStore.create(deps);
          const audit = await DatabaseAuditStore.create(deps);
          const projectAudit = new ProjectAudit({
            store: audit,
            ...(config.has('interconnect.signing.keys') && { signer: readSigner(config) }),
            verifier: createVerifier(readTrustedKeys(config)),
            logger,
          });
          const temporalOptions = readTemporalOptions(config);
          const temporal = createTemporal(temporalOptions);
          const observer = new NetworkObserver({
            ...observeOptions,
            taskQueue: temporalOptions.taskQueue,
            store: networks,
            observations: temporal.observations,
            logger,
          });
          const notify = createNotifier(deps);
          const signal = createSignaller(deps);
          const projector = new RolloutProjector({
            store: rollouts,
            histories: temporal,
            logger,
            onSaved(before, after) {
              notify(before, after);
              signal(before, after);
              observer.rolloutSaved(before, after);
            },
          });
          lifecycle.addStartupHook(() => {
            projector.start();
            observer.start();
          });
          const parseProcess = new ParseProcess();
          lifecycle.addShutdownHook(async () => {
            await Promise.all([projector.stop(), observer.stop(), parseProcess.close()]);
            await temporal.close();
          });

          await deps.scheduler.scheduleTask({
            id: 'interconnect-audit-heads',
            frequency: readSignEvery(config),
            timeout: { minutes: 10 },
            initialDelay: { seconds: 10 },
            scope: 'global',
            fn: () => projectAudit.signAll(),
          });

          permissionsRegistry.addPermissions([clusterReadPermission, historyDecodePermission]);

          httpRouter.use(
            createRouter({
              ...deps,
              access: createNetworkAccess({ ...deps, store: networks }),
              networks,
              rollouts,
              audit,
              projectAudit,
              executions: temporal,
              codec: temporalOptions.codec,
              manifests: createManifestReader({
                root: config.getOptionalString('interconnect.manifests.root') ?? './examples',
                isAllowed: readAllowedUrls(config),
                urlReader,
              }),
              parser: new Parser(parseProcess),
              listClusters: () => listClusters(),
              tenancy,
              approvalPolicy,
              rateLimits: readRateLimits(config),
              rolloutOptions,
              workflowOf: ({ workflowId, runId, currentRunId = runId }) => ({
                namespace: temporal.namespace,
                workflowId,
                runId: currentRunId ?? '',
                url: temporal.url(workflowId, currentRunId),
              }),
              stepsOf: rollout => liveSteps(projector, rollout),
              onStarted: rolloutId => projector.follow(rolloutId),
            }),
          );
        },
      });
    },
  });

/**
 * Application networks: REST API, permissions, store, and the projection of rollouts.
 *
 * @public
 */
export const interconnectPlugin = createInterconnectPlugin();
