import { RouterConfig, secretsOfProfile } from '../api/routerConfig';
import { Secret } from '../../kube/types';
import { Profiles } from './endpoints';
import { TlsCredentials } from './Peer';

/**
 * The files of TLS profiles, as kube-adaptor keeps them for the router: written when their Secret
 * is there, and kept when it goes. A profile without `certFile` has only the authorities that it
 * trusts.
 *
 * @param secretOf - a Secret of type kubernetes.io/tls by its name
 */
export function createProfiles(secretOf: (name: string) => Secret | undefined) {
  const kept = new Map<string, TlsCredentials>();
  return {
    /** Credentials of the profiles of a configuration; none of one whose files are missing. */
    read:
      ({ sslProfiles }: Pick<RouterConfig, 'sslProfiles'>): Profiles =>
      name => {
        const secret = secretsOfProfile(name).map(secretOf).find(Boolean);
        const text = (key: string) => {
          const value = secret?.data?.[key];
          return value ? Buffer.from(value, 'base64').toString('utf8') : undefined;
        };
        const ca = text('ca.crt');
        const own = { cert: text('tls.crt'), key: text('tls.key') };
        const isOwn = sslProfiles.find(profile => profile.name === name)?.certFile !== undefined;
        if (isOwn ? own.cert && own.key : ca) kept.set(name, { ca, ...(isOwn && own) });
        return kept.get(name);
      },
  };
}
