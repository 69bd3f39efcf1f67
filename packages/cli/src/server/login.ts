import { CliAuth } from '@backstage/cli-node';

/** A login as the Backstage CLI keeps it. */
export interface Login {
  baseUrl: string;
  /** Renewed when it has ended. */
  token(): Promise<string>;
}

/**
 * What `backstage-cli auth login` has stored; undefined when there is none of that name.
 *
 * @param name - absent: the one that is selected
 */
export async function findLogin(name?: string): Promise<Login | undefined> {
  const auth = await CliAuth.create(name === undefined ? {} : { instanceName: name }).catch(
    () => undefined,
  );
  return auth && { baseUrl: auth.getBaseUrl(), token: () => auth.getAccessToken() };
}
