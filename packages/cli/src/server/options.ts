import { Command, Option } from 'commander';

/** Options of every command. */
export interface ServerOptions {
  server?: string;
  tokenFile?: string;
  instance?: string;
  onBehalfOf?: string;
  project?: string;
}

/** Which portal, and as whom. A token is no option: what was typed can be read by others. */
export function addServerOptions(program: Command): Command {
  return program
    .addOption(new Option('--server <url>', 'address of the backend (or INTERCONNECT_URL)'))
    .addOption(
      new Option(
        '--token-file <file>',
        'file with a token (or INTERCONNECT_TOKEN_FILE; a token itself: INTERCONNECT_TOKEN)',
      ),
    )
    .addOption(
      new Option(
        '--instance <name>',
        'login of "backstage-cli auth login" (default: that of the server)',
      ),
    )
    .addOption(
      new Option(
        '--on-behalf-of <user>',
        'for services: the person for whom they ask, like user:default/anna',
      ),
    )
    .addOption(
      new Option(
        '-p, --project <project>',
        'of networks that are named without one (or INTERCONNECT_PROJECT)',
      ),
    );
}
