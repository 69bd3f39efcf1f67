import { NetworkName } from '@interconnect/backstage-plugin-interconnect-common';
import { CliError } from '../exit';

/** Of an address these would be other paths. */
const isNoName = (text: string) => /^\.{0,2}$/.test(text);

/** A project that is named by itself. */
export function readProjectName(text: string): string {
  if (isNoName(text) || text.includes('/')) {
    throw new CliError(`'${text}' names no project (accepted: its name, like edge-shop)`);
  }
  return text;
}

/** `<project>/<network>`, or `<network>` of the project that is named elsewhere. */
export function readNetworkName(argument: string, project: string | undefined): NetworkName {
  const [first, second, ...rest] = argument.split('/');
  const named =
    second === undefined ? { project, network: first } : { project: first, network: second };
  const parts = Object.values(named);
  if (rest.length > 0 || parts.some(part => part !== undefined && isNoName(part))) {
    throw new CliError(`'${argument}' names no network (accepted: <project>/<network>)`);
  }
  if (named.project === undefined) {
    throw new CliError(
      `'${argument}' has no project (accepted: <project>/<network>, or --project, or INTERCONNECT_PROJECT)`,
    );
  }
  return { project: named.project, network: named.network };
}

/** "edge-shop/shop" */
export function nameText({ project, network }: NetworkName): string {
  return `${project}/${network}`;
}
