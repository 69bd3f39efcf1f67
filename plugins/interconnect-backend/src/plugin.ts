import { coreServices, createBackendPlugin } from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { ServiceUnavailableError } from '@backstage/errors';
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
  ManagementClusters,
  readClusters,
  readSigner,
  readTrustedKeys,
  readTenancyRules,
  warnOnce,
} from '@interconnect/backstage-plugin-interconnect-node';
import { createNetworkAccess } from './access/createNetworkAccess';
import { callAs } from './actions/callAs';
import { registerActions } from './actions/registerActions';
import { readApprovalPolicy } from './approval/readApprovalPolicy';
import { ProjectAudit } from './audit/ProjectAudit';
import { readSignEvery } from './audit/readSignEvery';
import { createChartReader } from './charts/ChartReader';
import { readChartOptions } from './charts/readChartOptions';
import { SignIns } from './clusters/SignIns';
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
import { followSelectors } from './requests/followSelectors';
import { createManifestReader } from './requests/ManifestReader';
import type { RolloutExecutions } from './requests/RolloutExecutions';
import { createRouter } from './router';
import type { Services } from './Services';
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
  Pick<TemporalClient, 'namespace' | 'url' | 'observations' | 'checks' | 'close'>;

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
          actionsRegistry: actionsRegistryServiceRef,
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
          const chartOptions = readChartOptions(config);
          const manifestsRoot =
            config.getOptionalString('interconnect.manifests.root') ?? './examples';
          const warn = warnOnce(logger);
          const management = ManagementClusters.read(config, { warn, signsIn: false });
          const listClusters = async () => {
            const more = await Promise.all(sources.map(source => source.listClusters()));
            const discovered = await management?.listClusters();
            return readClusters(config, { more: more.flat(), discovered, warn });
          };
          // Says what is wrong with them. A management cluster may answer later.
          await listClusters().catch(error => {
            if (!(error instanceof ServiceUnavailableError)) throw error;
          });

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
            keyId: temporalOptions.signer.keyId,
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
          const indexProcess = new ParseProcess({ deadlineMs: 30_000, memoryMb: 1024 });
          lifecycle.addShutdownHook(async () => {
            management?.stop();
            const parsing = [parseProcess.close(), indexProcess.close()];
            await Promise.all([projector.stop(), observer.stop(), ...parsing]);
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

          const services: Services = {
            ...deps,
            access: createNetworkAccess({ ...deps, store: networks }),
            networks,
            rollouts,
            audit,
            projectAudit,
            executions: temporal,
            checks: temporal.checks,
            signIns: new SignIns(temporal.checks, warn),
            codec: temporalOptions.codec,
            manifests: createManifestReader({
              root: manifestsRoot,
              isAllowed: readAllowedUrls(config),
              urlReader,
            }),
            charts: createChartReader({
              root: manifestsRoot,
              charts: chartOptions,
              readIndex: text => new Parser(indexProcess).chartIndex(text),
            }),
            parser: new Parser(parseProcess),
            listClusters,
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
            onDocument: () => observer.documentSaved(),
          };
          await deps.scheduler.scheduleTask({
            id: 'interconnect-follow-selectors',
            frequency: { minutes: 1 },
            timeout: { minutes: 10 },
            initialDelay: { seconds: 30 },
            scope: 'global',
            fn: () => followSelectors(services),
          });
          const router = createRouter(services);
          httpRouter.use(router);
          registerActions({
            registry: deps.actionsRegistry,
            api: credentials => callAs(router, credentials),
          });
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
