/**
 * A registered cluster as the REST API tells of it: what it is called, and what people may
 * know. @public
 */
export interface ClusterInfo {
  name: string;
  /** Title for people. */
  title?: string;
  labels?: Readonly<Record<string, string>>;
  /** Projects that may use it; absent: all. */
  projects?: readonly string[];
  /** Where it was found: the name of a source of clusters. */
  source?: string;
  /** Why no network can span it, for people; absent: one can, as far as it is known. */
  unusable?: string;
  /** When the worker last found that out; absent: the configuration says it. */
  unusableSeenAt?: string;
}
