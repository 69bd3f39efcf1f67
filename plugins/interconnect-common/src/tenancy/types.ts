/*
 * What a project may do. `TenancyRules` is the configuration, `ProjectLimits` what of it holds for
 * one project, and `tenancyErrors` the one function that judges by it: the form, the plan, the
 * `PUT` and the worker all ask it.
 */

/** Clusters that have this name and all of these labels; what is absent does not matter. @public */
export interface ClusterSelector {
  /** A pattern: `edge-*`. */
  name?: string;
  /** Values are patterns too. */
  labels?: Record<string, string>;
}

/**
 * What is allowed. In patterns `*` is any characters, also none, and `{project}` the name of the
 * project.
 *
 * @public
 */
export interface Limits {
  /** Clusters that may be the hub: one of these selectors fits. */
  hubs: ClusterSelector[];
  /** Clusters that may be spokes. */
  spokes: ClusterSelector[];
  /** Patterns for namespaces of applications. */
  namespaces: string[];
  /** Patterns for a network's own namespace, where its document names one. */
  networkNamespaces: string[];
  /** Patterns for files of manifests, below their folder; none: no files. */
  files: string[];
  /**
   * Addresses that manifests may come from: an origin (`https://git.example.com`), or one with a
   * path below which they lie. `*`: any.
   */
  urls: string[];
  /**
   * Repositories that charts may come from, as `urls`: `https://charts.example.com`,
   * `oci://ghcr.io/{project}`. Folders of charts are `files`.
   */
  charts: string[];
  /** Whether applications may be there already, deployed by other means. */
  existing: boolean;
  /** Patterns for kinds of a manifest: `<group>/<kind>`, of the core group the kind alone. */
  kinds: string[];
  /** Ranges in which the load balancer's addresses must lie. */
  addresses: string[];
  /** Ranges in which those must lie that may reach the load balancer. */
  allowedSources: string[];
  /** Networks of the project at most. */
  networks: number;
  /** Members of one network at most, the hub included. */
  members: number;
  /** Applications of one network at most. */
  applications: number;
  /** Bytes of all manifests of one network at most. */
  manifestBytes: number;
}

/** @public */
export type LimitName = keyof Limits;

/** `interconnect.tenancy`. @public */
export interface TenancyRules {
  /** Who can change the rules, for people who were refused. */
  contact: string;
  /** Name of the folder below which files of manifests are looked up; a url may begin with it. */
  filesRoot: string;
  defaults: Limits;
  /**
   * In this order: what a later entry says that fits the project goes before what an earlier one
   * says.
   */
  projects: ProjectRules[];
}

/** Whatever else than the defaults holds for the projects of a pattern. @public */
export interface ProjectRules {
  project: string;
  limits: Partial<Limits>;
}

/** What holds for one project. @public */
export interface ProjectLimits {
  project: string;
  contact: string;
  filesRoot: string;
  /** With the project's name in its patterns. */
  limits: Limits;
  /**
   * Where each of them stands in the configuration: `interconnect.tenancy.projects[3].namespaces`.
   */
  rules: Record<LimitName, string>;
}
