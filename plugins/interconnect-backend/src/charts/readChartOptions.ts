import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** A repository of charts, or an address that one redirects to. */
export interface ChartRepository {
  /** `https://…` or `oci://…`; what is below it may be read. */
  url: string;
  /** Whether the registry is asked without TLS: on this computer only. */
  plainHttp: boolean;
  credentials?: { username: string; password: string };
}

/** `interconnect.charts`. */
export interface ChartOptions {
  /** The program. */
  helm: string;
  /** What charts are told to be rendered for. */
  kubeVersion: string;
  /** Nothing else is read. */
  repositories: ChartRepository[];
}

const key = 'interconnect.charts';

/** The oldest Kubernetes that clusters may have: what is made for it works on newer ones. */
const defaultKubeVersion = '1.27.0';

/** Reads `interconnect.charts`. Throws at start when a value makes no sense. */
export function readChartOptions(config: Config): ChartOptions {
  const kubeVersion = config.getOptionalString(`${key}.kubeVersion`) ?? defaultKubeVersion;
  if (!/^\d+\.\d+\.\d+$/.test(kubeVersion)) {
    throw new InputError(
      `${key}.kubeVersion: '${kubeVersion}' is no version of Kubernetes (accepted: one like '${defaultKubeVersion}')`,
    );
  }
  const entries = config.getOptionalConfigArray(`${key}.repositories`) ?? [];
  return {
    helm: config.getOptionalString(`${key}.helm`) ?? 'helm',
    kubeVersion,
    repositories: entries.map((entry, index) =>
      readRepository(entry, `${key}.repositories[${index}]`),
    ),
  };
}

function readRepository(entry: Config, at: string): ChartRepository {
  const url = entry.getString('url');
  const plainHttp = entry.getOptionalBoolean('plainHttp') ?? false;
  const username = entry.getOptionalString('username');
  const password = entry.getOptionalString('password');
  const refuse = (field: string, what: string, accepted: string) =>
    new InputError(`${at}.${field}: ${what} (accepted: ${accepted})`);
  const address = url.replace(/^oci:/, 'https:');
  const accepted = 'https://charts.example.com or oci://registry.example.com/charts';
  if (!/^https?:\/\//.test(address) || !URL.canParse(address)) {
    throw refuse('url', 'is no address of a repository', accepted);
  }
  const { hostname, username: user, password: secret, search, hash } = new URL(address);
  if (user || secret || search || hash) {
    throw refuse(
      'url',
      "has a user, a password, '?' or '#'",
      `${accepted}, with username and password beside it`,
    );
  }
  if ((plainHttp || url.startsWith('http:')) && !isLoopback(hostname)) {
    throw refuse(
      plainHttp ? 'plainHttp' : 'url',
      'is without TLS',
      'only for an address of this computer, like 127.0.0.1',
    );
  }
  if ((username === undefined) !== (password === undefined)) {
    throw refuse('username', 'is there without password, or the other way round', 'both, or none');
  }
  return {
    url,
    plainHttp,
    ...(username !== undefined &&
      password !== undefined && { credentials: { username, password } }),
  };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
