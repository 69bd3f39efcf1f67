import { createHash } from 'node:crypto';
import { ROUTER_CONFIG_KEY, secretsOfProfile, SslProfile } from '../api/routerConfig';
import { ConfigMap, Secret } from '../../kube/types';
import { Context } from './context';
import { SiteMemory } from './memory';
import { updateRouterConfig } from './updateRouterConfig';
import { readConfig } from './portMap';

const PROFILE_CONTEXT = 'internal.skupper.io/tls-profile-context';
/** How many earlier revisions of a profile's credentials stay valid. */
const PRIOR_REVISIONS = 2;

/** Gives each TLS profile the revision of its Secret. */
export function numberProfiles({ profiles }: SiteMemory, wanted: SslProfile[]): void {
  for (const profile of wanted) {
    const { ordinal = 0 } = profiles.get(profile.name) ?? {};
    if (ordinal > 0) profile.ordinal = ordinal;
    if (ordinal > PRIOR_REVISIONS) profile.oldestValidOrdinal = ordinal - PRIOR_REVISIONS;
  }
}

/** The router's configuration changed: the Secrets of new profiles are looked at, and annotated. */
export async function handleRouterConfig(
  context: Context,
  state: SiteMemory,
  configMap: ConfigMap | undefined,
): Promise<void> {
  const config = readConfig(configMap?.data?.[ROUTER_CONFIG_KEY]);
  if (!state.initialised || !config) return;
  for (const { name, ordinal = 0 } of config.sslProfiles) {
    const profile = state.profiles.get(name) ?? { ordinal };
    state.profiles.set(name, profile);
    if (profile.secret) continue;
    for (const secretName of secretsOfProfile(name)) {
      const secret = context.cache.get<Secret>('Secret', state.namespace, secretName);
      if (secret) await handleProfileSecret(context, state, secret).catch(() => {});
    }
  }
}

/**
 * A Secret was made or changed: every profile that uses it gets a new revision when the contents
 * are others, and profile and revision are noted on the Secret, whoever made it.
 */
export async function handleProfileSecret(
  context: Context,
  state: SiteMemory,
  secret: Secret,
): Promise<void> {
  const { name, annotations = {} } = secret.metadata;
  const uses: Array<{ profileName: string; ordinal: number }> = [];
  let changed = false;
  for (const profileName of [name, `${name}-profile`]) {
    const profile = state.profiles.get(profileName);
    if (!profile) continue;
    profile.secret ??= name;
    if (profile.secret !== name) continue;
    const digest = digestOf(secret);
    if (profile.digest && profile.digest !== digest) {
      profile.ordinal += 1;
      changed = true;
    }
    profile.digest = digest;
    uses.push({ profileName, ordinal: profile.ordinal });
  }
  const value = JSON.stringify(uses);
  if (uses.length && annotations[PROFILE_CONTEXT] !== value) {
    const metadata = {
      ...secret.metadata,
      annotations: { ...annotations, [PROFILE_CONTEXT]: value },
    };
    await context.api.update({ ...secret, metadata });
  }
  if (changed) await updateRouterConfig(context, state);
}

function digestOf({ data = {} }: Secret): string {
  const hash = createHash('sha256');
  for (const key of Object.keys(data).sort()) hash.update(`${key}:${data[key]}\n`);
  return hash.digest('hex');
}
