import { InterconnectClient } from '@interconnect/backstage-plugin-interconnect-common';
import { Command } from 'commander';
import { ExitCode } from '../exit';
import { readProjectName } from '../input/networkName';
import { Io } from '../Io';
import { connect } from '../server/connect';
import { ServerOptions } from '../server/options';

/** A portal, and what the command meets beside it. */
export interface Session {
  io: Io;
  client: InterconnectClient;
  /** Of networks that are named without one. */
  project?: string;
}

/** What the definitions of commands share. */
export interface Cli {
  io: Io;
  /** What the command ends with, unless it throws. */
  end(code: ExitCode): void;
}

/** Connects as the options of a command say. */
export async function sessionOf({ io }: Cli, command: Command): Promise<Session> {
  const options = command.optsWithGlobals<ServerOptions>();
  const project = projectOf(io, options);
  return { io, client: await connect(io, options), ...(project !== undefined && { project }) };
}

export function projectOf(io: Io, options: ServerOptions): string | undefined {
  const named = options.project ?? (io.env.INTERCONNECT_PROJECT || undefined);
  return named === undefined ? undefined : readProjectName(named);
}
