/**
 * The network document: what a team asks for. `PUT /v1/projects/{project}/networks/{network}` takes it,
 * `GET` returns it under `spec`. The seed's minimal body (`description` and `type`) is a whole document.
 *
 * @public
 */
export interface NetworkDocument {
  description?: string;
  type: 'application-mesh';
  /** Namespace of the network on every member; `interconnect-<network>` when absent. */
  namespace?: string;
  hub?: HubMember;
  spokes?: SpokeMember[];
  applications?: Application[];
}

/** The cluster whose router accepts links. @public */
export interface HubMember {
  cluster: string;
  loadBalancer?: {
    /** `a.b.c.d-e.f.g.h` or CIDR; absent: the load balancer that is there chooses. */
    addresses?: string[];
    /** CIDRs that may reach the router's load balancer (`spec.loadBalancerSourceRanges`). */
    allowedSources?: string[];
  };
}

/** A cluster whose router dials the hub. @public */
export interface SpokeMember {
  cluster: string;
}

/** A workload on one or more members. @public */
export interface Application {
  name: string;
  /** Members that run it. */
  clusters: string[];
  /** Namespace of its objects on those members. */
  namespace: string;
  /** Makes its annotated Services reachable from all members. */
  expose?: boolean;
  source: ApplicationSource;
}

/** Where an application's objects come from. @public */
export type ApplicationSource =
  | { kind: 'existing'; services: string[] }
  | {
      kind: 'manifests';
      url: string;
      /** `sha256:…` that the bytes behind the url must have; absent: any. */
      digest?: string;
    };
