import { readFile } from 'node:fs/promises';
import { InterconnectClient } from '@interconnect/backstage-plugin-interconnect-common';
import { CliError, exitCodes } from '../exit';
import { Io } from '../Io';
import { apiFetch } from './apiFetch';
import type { Login } from './login';
import { ServerOptions } from './options';

/** The REST client of the portal that the options and the environment name. */
export async function connect(io: Io, options: ServerOptions): Promise<InterconnectClient> {
  const given = options.server ?? (io.env.INTERCONNECT_URL || undefined);
  const server = given === undefined ? undefined : readServer(given);
  const stated = await statedToken(io, options);
  const login =
    stated === undefined || server === undefined ? await loginOf(server, options) : undefined;
  const baseUrl = server ?? (login && readServer(login.baseUrl));
  if (baseUrl === undefined) {
    throw new CliError(
      'Which portal? Set INTERCONNECT_URL or --server to the address of its backend, or sign in with "backstage-cli auth login"',
    );
  }
  const token = stated === undefined ? tokenOf(login, baseUrl) : async () => stated;
  if (options.onBehalfOf !== undefined && !/^[\x21-\x7e]+$/.test(options.onBehalfOf)) {
    throw new CliError('--on-behalf-of is nobody (accepted: like user:default/anna)');
  }
  return new InterconnectClient({
    discoveryApi: { getBaseUrl: async plugin => `${baseUrl}/api/${plugin}` },
    fetchApi: { fetch: apiFetch(io, { baseUrl, token, onBehalfOf: options.onBehalfOf }) },
  });
}

function readServer(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new CliError(
      'The address of the server is none (accepted: like https://portal.example.com, with https:// or http://)',
    );
  }
  if (url.username || url.password || url.search || url.hash) {
    throw new CliError(
      'The address of the server has more than an address (accepted: no user, no password, no query)',
    );
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

/** From where it was said explicitly, the nearest first. */
async function statedToken(io: Io, { tokenFile }: ServerOptions): Promise<string | undefined> {
  const { INTERCONNECT_TOKEN: own, INTERCONNECT_TOKEN_FILE: file } = io.env;
  if (tokenFile === undefined && own) return checked(own, 'INTERCONNECT_TOKEN');
  const path = tokenFile ?? file;
  if (!path) return undefined;
  const text = await readFile(path, 'utf8').catch(({ code }) => {
    throw new CliError(`The token file ${path} cannot be read (${code})`);
  });
  return checked(text, `The token file ${path}`);
}

/** Without its text: it is a secret, also when it is a wrong one. */
function checked(text: string, where: string): string {
  const token = text.trim();
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new CliError(
      `${where} is no token (accepted: one line without blanks, and without "Bearer")`,
    );
  }
  return token;
}

async function loginOf(server: string | undefined, { instance }: ServerOptions) {
  const { findLogin } = await import('./login');
  // Named as `auth login` does, after the host.
  const name = instance ?? (server === undefined ? undefined : new URL(server).host);
  const login = await findLogin(name);
  if (instance !== undefined && login === undefined) {
    throw new CliError(`There is no login '${instance}': see "backstage-cli auth list"`);
  }
  return login;
}

/** The login's token, asked for again with each request: it ends while a rollout is waited for. */
function tokenOf(login: Login | undefined, server: string): () => Promise<string> {
  const signIn = `"backstage-cli auth login --backend-url ${server}"`;
  if (login === undefined) {
    throw new CliError(
      `No token for ${server}: set INTERCONNECT_TOKEN or --token-file, or sign in with ${signIn}`,
    );
  }
  if (readServer(login.baseUrl) !== server) {
    throw new CliError(
      `The login is one of ${readServer(login.baseUrl)}, not of ${server}: no token is sent there`,
    );
  }
  return () =>
    login.token().catch(() => {
      throw new CliError(
        `The login at ${server} has ended: sign in again with ${signIn}`,
        exitCodes.failed,
      );
    });
}
