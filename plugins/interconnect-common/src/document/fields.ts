/** Names of networks and applications: they become part of namespaces, Services and labels. */
export const namePattern = /^[a-z0-9]([a-z0-9-]{0,17}[a-z0-9])?$/;
export const acceptedName =
  "1 to 19 characters of a-z, 0-9 and '-', beginning and ending with a letter or digit";

/** Kubernetes' DNS label (RFC 1123). */
export const namespacePattern = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
export const acceptedNamespace =
  "a Kubernetes namespace: 1 to 63 characters of a-z, 0-9 and '-', beginning and ending with a letter or digit";

/** Kubernetes' rule for names of Services (RFC 1035): they begin with a letter. */
export const servicePattern = /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;
export const acceptedService =
  "the name of a Service: 1 to 63 characters of a-z, 0-9 and '-', beginning with a letter and ending with a letter or digit";

/** Clusters are named by whoever registers them: anything visible, without blanks. */
export const clusterPattern = /^\S{1,253}$/;
export const acceptedCluster = 'the name of a registered cluster';

/** Labels as the configuration of clusters has them: keys without blanks, values as they are. */
export const labelPattern = /^\S{1,317}$/;
export const acceptedSelector =
  'an object with 1 to 20 labels that clusters have, each with the value that it has there';

/** Of what is behind the url of a source. */
export const digestPattern = /^sha256:[0-9a-f]{64}$/;

/** A chart's name, or the way to its folder. */
export const chartPattern = /^\S(.*\S)?$/;
export const acceptedChart =
  "the name of a chart of the repository ('podinfo'), or without a repository the folder or .tgz of a chart below the configured folder ('./charts/web')";

/** One version of SemVer 2, no range: the same document is the same objects. */
export const chartVersionPattern =
  /^v?\d+\.\d+\.\d+(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$/;
export const acceptedChartVersion = "one exact version like '6.7.1', no range and no 'latest'";

/** Items of each list of a document at most, and characters of a range of addresses. */
export const limits = {
  spokes: 5000,
  /** The hub and all spokes. */
  members: 5001,
  applications: 500,
  /** Of one selector, and characters of the value of one. */
  labels: 20,
  labelLength: 253,
  /** Of one application. */
  services: 500,
  /** Of addresses, and of sources. */
  ranges: 100,
  rangeLength: 100,
  /** Characters of the values of one chart, as JSON. */
  values: 64 * 1024,
  /** Of values within values. */
  valuesDepth: 40,
} as const;
