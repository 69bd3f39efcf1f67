import type https from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';
import { pluginTrouble } from './pluginTrouble';

/** Why nobody can sign in, for people; what a program printed is not in it. */
export class CredentialsError extends Error {}

/**
 * Options of a request with the credentials of a context, for which its user's program is run.
 *
 * @throws CredentialsError
 */
export async function credentialsOf(kubeConfig: KubeConfig): Promise<https.RequestOptions> {
  const options: https.RequestOptions = {};
  try {
    await kubeConfig.applyToHTTPSOptions(options);
    return options;
  } catch (error) {
    // The text may quote what a credential plugin printed.
    const plugin = kubeConfig.getCurrentUser()?.exec;
    throw new CredentialsError(plugin ? await pluginTrouble(plugin, error) : '');
  }
}
