import { Bodies, Resources } from './Resources';

/** One route of the REST API. @public */
export interface ApiRoute {
  method: 'get' | 'put' | 'post' | 'delete';
  /** With its parameters in braces, as OpenAPI writes them. */
  path: string;
  tag: 'Audit' | 'Clusters' | 'Networks' | 'Projects' | 'Rollouts' | 'Temporal';
  /** For people: what it does, and what it refuses. */
  description: string;
  /** Headers and query parameters that it takes, by their names in the OpenAPI document. */
  parameters?: readonly ('ifMatch' | 'ifNoneMatch' | 'onBehalfOf' | 'planDigest' | 'ofProject')[];
  body?: keyof Bodies;
  /** JSON of this resource; `JsonLines`: a text with one object a line. */
  answer: keyof Resources | 'JsonLines';
  /** The answer is a page of a list, by `limit` and `cursor`. */
  list?: true;
  /** The answer has an `ETag`. */
  tagged?: true;
  /** It may answer without a body (204): what that says. */
  empty?: string;
}

const project = '/v1/projects/{project}';
const network = `${project}/networks/{network}` as const;
const rollout = `${network}/rollouts/{rollout}` as const;
const change = ['ifMatch', 'planDigest', 'onBehalfOf'] as const;

/**
 * The REST API, written once: the backend's router and the client take method, path and types from
 * here, and the OpenAPI document all of it.
 *
 * @public
 */
export const apiRoutes = {
  ListAllNetworks: {
    method: 'get',
    path: '/v1/networks',
    tag: 'Networks',
    description: 'The networks of all projects that the caller may see, by project and name.',
    answer: 'Network',
    list: true,
  },
  ListNetworks: {
    method: 'get',
    path: `${project}/networks`,
    tag: 'Networks',
    description: 'The networks of a project that the caller may see, by name.',
    answer: 'Network',
    list: true,
  },
  GetLimits: {
    method: 'get',
    path: `${project}/limits`,
    tag: 'Projects',
    description:
      'What the project may do: which clusters, namespaces, sources, kinds and addresses, and how much. Every request is checked against it.',
    answer: 'ProjectLimits',
  },
  GetNetwork: {
    method: 'get',
    path: network,
    tag: 'Networks',
    description: 'A network with its status; what was not observed is Unknown.',
    answer: 'Network',
    tagged: true,
  },
  PutNetwork: {
    method: 'put',
    path: network,
    tag: 'Networks',
    description:
      "Puts the document into the place of the network's, or makes the network. Starts a rollout unless there is nothing to do on any cluster; `rollout` names it. The same document again does what is not applied yet; it repairs the network while the last observation says that a member or a service is not ready or a link is down; else it changes nothing. 409 while a rollout is open (`error.rollout`), 412 when `If-Match` does not fit, 428 when a network with members is changed without it, 503 when Temporal does not answer (nothing was changed, the request can be repeated).",
    parameters: [...change, 'ifNoneMatch'],
    body: 'NetworkDocument',
    answer: 'Network',
    tagged: true,
  },
  DeleteNetwork: {
    method: 'delete',
    path: network,
    tag: 'Networks',
    description:
      'Takes away everything that is applied, with a rollout (200, phase Deleting), or removes the network at once when nothing is (204). Its rollouts and its audit stay. 409 while a rollout is open (`error.rollout`), 412 when `If-Match` does not fit, 428 when a network with members is deleted without it.',
    parameters: change,
    answer: 'Network',
    tagged: true,
    empty: 'The network is gone',
  },
  PlanNetwork: {
    method: 'post',
    path: `${network}/plan`,
    tag: 'Networks',
    description: 'What a PUT of the document would do. Changes nothing.',
    body: 'NetworkDocument',
    answer: 'PlanPreview',
  },
  ReviewNetwork: {
    method: 'post',
    path: `${network}/review`,
    tag: 'Networks',
    description:
      'The manifests that a PUT of the document would apply, beside those that were applied last. Changes nothing. For those who may put the document.',
    body: 'NetworkDocument',
    answer: 'Review',
  },
  RepairNetwork: {
    method: 'post',
    path: `${network}/repair`,
    tag: 'Networks',
    description:
      'Starts a rollout that applies again everything that the network asks for, in the order of need, and removes what stands and is not asked for; `rollout` names it. Document and manifests are those that were put, nothing is read anew. 409 while a rollout is open (`error.rollout`) and when nothing of the network is applied, 412 when `If-Match` does not fit, 503 when Temporal does not answer (nothing was changed, the request can be repeated).',
    parameters: change,
    answer: 'Network',
    tagged: true,
  },
  PlanRepair: {
    method: 'get',
    path: `${network}/repair-plan`,
    tag: 'Networks',
    description: 'What a POST of repair would do. Changes nothing.',
    answer: 'PlanPreview',
  },
  RotateNetwork: {
    method: 'post',
    path: `${network}/rotate`,
    tag: 'Networks',
    description:
      'Starts a rollout that replaces the authority of the hub and every certificate of it, so that spokes that were removed cannot link any more; `rollout` names it. Links are interrupted for some seconds at its end. 409, 412 and 503 as for a repair.',
    parameters: change,
    answer: 'Network',
    tagged: true,
  },
  PlanRotation: {
    method: 'get',
    path: `${network}/rotate-plan`,
    tag: 'Networks',
    description: 'What a POST of rotate would do. Changes nothing.',
    answer: 'PlanPreview',
  },
  PlanDeletion: {
    method: 'get',
    path: `${network}/deletion-plan`,
    tag: 'Networks',
    description: 'What a DELETE of the network would do. Changes nothing.',
    answer: 'PlanPreview',
  },
  ListRollouts: {
    method: 'get',
    path: `${network}/rollouts`,
    tag: 'Rollouts',
    description:
      'Rollouts of a network, newest first, also when the network is gone. Without their steps, which only a single rollout has; `counts` tells how far each is.',
    answer: 'RolloutSummary',
    list: true,
  },
  GetRollout: {
    method: 'get',
    path: rollout,
    tag: 'Rollouts',
    description:
      'A rollout with its steps, and the attempts that run now as far as Temporal tells.',
    answer: 'Rollout',
  },
  ReviewRollout: {
    method: 'get',
    path: `${rollout}/review`,
    tag: 'Rollouts',
    description:
      'The manifests that a rollout applies, beside those that were applied last when it was asked for. 403 unless the caller may change the network, or may decide about this rollout.',
    answer: 'Review',
  },
  PlanRollback: {
    method: 'get',
    path: `${rollout}/rollback-plan`,
    tag: 'Rollouts',
    description:
      'What a rollback of the rollout would do now, or the plan of the one that was asked for. Changes nothing. 409 when the rollout has ended without one.',
    answer: 'RollbackPlan',
  },
  CommandRollout: {
    method: 'post',
    path: `${rollout}/{command}`,
    tag: 'Rollouts',
    description:
      "Hands a command to a rollout that has not ended; answers when the rollout has accepted it. 409 when it does not fit the rollout's state. `approve` and `reject` decide about a rollout in state AwaitingApproval: 403 unless the caller has the permission `interconnect.network.approve`, is one of the rollout's approvers, and did not ask for it (or may approve it all the same). These two and `skip` are for people themselves: 403 for services, and for plugins with a token on a person's behalf. `approve` needs `Interconnect-Plan-Digest` with the rollout's `planDigest`: 428 without it, 412 with another one.",
    parameters: ['planDigest'],
    body: 'CommandBody',
    answer: 'Rollout',
  },
  ListAudit: {
    method: 'get',
    path: `${network}/audit`,
    tag: 'Audit',
    description: 'The audit log of a network in its order, also when the network is gone.',
    answer: 'AuditEntry',
    list: true,
  },
  VerifyAudit: {
    method: 'get',
    path: `${project}/audit/verification`,
    tag: 'Audit',
    description:
      'Checks the audit log of a project, of all its networks, against itself and against the heads that were signed. For those who may read any network of the project.',
    answer: 'AuditVerification',
  },
  SignAudit: {
    method: 'post',
    path: `${project}/audit/heads`,
    tag: 'Audit',
    description:
      'Signs the audit log of a project as it is now, and checks it. 409 when it is not what was signed before, or when no key is configured.',
    answer: 'AuditVerification',
  },
  ExportAudit: {
    method: 'get',
    path: `${project}/audit/export`,
    tag: 'Audit',
    description:
      'The audit log of a project as JSON lines, with the heads that were signed and the ids of their keys: what `interconnect audit verify` checks.',
    answer: 'JsonLines',
  },
  ListClusters: {
    method: 'get',
    path: '/v1/clusters',
    tag: 'Clusters',
    description:
      'The clusters that networks may span, by name; all of them unless a limit is given. Never credentials. A cluster that is limited to projects is shown to those who may see one of these projects in the catalog.',
    parameters: ['ofProject'],
    answer: 'ClusterInfo',
    list: true,
  },
  DecodePayloads: {
    method: 'post',
    path: '/codec/decode',
    tag: 'Temporal',
    description:
      "Decodes what Temporal keeps of rollouts: the remote codec of Temporal's UI and command line. Needs the permission interconnect.history.decode, because it is about all networks.",
    body: 'Payloads',
    answer: 'Payloads',
  },
} as const satisfies Record<string, ApiRoute>;

/** The name of a route: its `operationId` in the OpenAPI document. @public */
export type ApiRouteName = keyof typeof apiRoutes;

type RouteOf<Name extends ApiRouteName> = (typeof apiRoutes)[Name];
type ResourceOf<Answer> = Answer extends keyof Resources ? Resources[Answer] : string;

/** What a route answers. @public */
export type AnswerOf<Name extends ApiRouteName> =
  RouteOf<Name> extends { list: true }
    ? ResourceOf<RouteOf<Name>['answer']>[]
    : ResourceOf<RouteOf<Name>['answer']>;

type NamesIn<Path> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;

/** The parameters in the path of a route. @public */
export type PathOf<Name extends ApiRouteName> = Record<NamesIn<RouteOf<Name>['path']>, string>;

/** The body that a route takes. @public */
export type BodyOf<Name extends ApiRouteName> =
  RouteOf<Name> extends { body: infer Body extends keyof Bodies } ? Bodies[Body] : undefined;
