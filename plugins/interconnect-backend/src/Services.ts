import type {
  AuditorService,
  AuthService,
  HttpAuthService,
  LoggerService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type {
  RolloutOptions,
  RolloutStep,
  TenancyRules,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { Cluster } from '@interconnect/backstage-plugin-interconnect-node';
import type { PayloadCodec } from '@temporalio/common';
import type { NetworkAccess } from './access/NetworkAccess';
import type { ProjectAudit } from './audit/ProjectAudit';
import type { ApprovalPolicy } from './approval/readApprovalPolicy';
import type { ChartReader } from './charts/ChartReader';
import type { SignIns } from './clusters/SignIns';
import type { RateLimits } from './readRateLimits';
import type { Parser } from './parsing/Parser';
import type { ManifestReader } from './requests/ManifestReader';
import type { RolloutExecutions } from './requests/RolloutExecutions';
import type { RolloutHead } from './projection/RolloutHead';
import type { AuditStore } from './store/AuditStore';
import type { NetworkStore } from './store/NetworkStore';
import type { RolloutStore, StoredRollout } from './store/RolloutStore';
import type { PlanChecks } from './temporal/CheckClient';

/** What the routes work with. */
export interface Services {
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  httpAuth: HttpAuthService;
  logger: LoggerService;
  permissions: PermissionsService;
  userInfo: UserInfoService;

  /** Who may do what with which network. */
  access: NetworkAccess;
  networks: NetworkStore;
  rollouts: RolloutStore;
  audit: AuditStore;
  /** Checks and signs the audit logs of projects. */
  projectAudit: ProjectAudit;
  executions: RolloutExecutions;
  /** Asks the clusters about plans. */
  checks: PlanChecks;
  /** To which clusters the worker cannot sign in. */
  signIns: Pick<SignIns, 'troubles'>;
  /** How payloads look to Temporal. */
  codec: PayloadCodec;
  manifests: ManifestReader;
  charts: ChartReader;
  parser: Pick<Parser, 'body' | 'document' | 'manifest'>;
  /** Clusters by their sources, with what people may know about them. */
  listClusters(): Promise<Cluster[]>;
  /** What projects may do. */
  tenancy: TenancyRules;
  /** Which new rollouts need an approval; absent: none. */
  approvalPolicy?: ApprovalPolicy;
  rateLimits: RateLimits;
  /** For new rollouts. */
  rolloutOptions: RolloutOptions;
  /** Where a rollout runs, for people and for links. */
  workflowOf(rollout: RolloutHead): {
    namespace: string;
    workflowId: string;
    runId: string;
    url: string;
  };
  /**
   * The steps of a rollout, with the attempts of those that are running now as far as Temporal
   * tells.
   */
  stepsOf(rollout: StoredRollout): Promise<RolloutStep[]>;
  /** A rollout was started: its history can be read from now on. */
  onStarted(rolloutId: string): void;
  /** A document was saved or removed without a rollout. */
  onDocument(): void;
}
