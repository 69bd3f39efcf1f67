import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';

/**
 * Makes sure that nobody listens on a port of 127.0.0.1.
 * @throws names what the port is for and, if it can be seen, the process that has it
 */
export async function requireFreePort(port: number, purpose: string): Promise<void> {
  if (await isFree(port)) return;
  const owner = ownerOf(port);
  const who = owner ? `process ${owner.pid} (${owner.command})` : 'another process';
  throw new Error(
    `port ${port} (${purpose}) is taken by ${who}: end it, or choose another lab with --instance <0..7>`,
  );
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    );
    server.listen({ port, host: '127.0.0.1' }, () => server.close(() => resolve(true)));
  });
}

function ownerOf(port: number): { pid: number; command: string } | undefined {
  const inodes = new Set(
    ['/proc/net/tcp', '/proc/net/tcp6'].flatMap(file => listeningInodes(read(file), port)),
  );
  for (const pid of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
    if (socketsOf(pid).some(inode => inodes.has(inode))) {
      const command = read(`/proc/${pid}/cmdline`).split('\0').filter(Boolean).join(' ');
      return {
        pid: Number(pid),
        command: command.length > 120 ? `${command.slice(0, 117)}...` : command,
      };
    }
  }
  return undefined;
}

/** Inodes of the sockets in `/proc/net/tcp` that listen on a port, whatever their address. */
export function listeningInodes(table: string, port: number): string[] {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  return table
    .split('\n')
    .slice(1)
    .map(line => line.trim().split(/\s+/))
    .filter(fields => fields[3] === '0A' && fields[1].endsWith(`:${hex}`))
    .map(fields => fields[9]);
}

function socketsOf(pid: string): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap(fd => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.slice(1) ?? [];
      } catch {
        return [];
      }
    });
  } catch {
    return []; // not ours to look at, or gone
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
