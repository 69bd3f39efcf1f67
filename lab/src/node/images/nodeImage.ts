import { delimiter, dirname, join } from 'node:path';
import { CHECKOUT } from '../../state';
import type { Runner } from './Runner';

const PRELOAD = join(CHECKOUT, 'lab', 'src', 'node', 'podNetwork.cjs');

/**
 * Node.js images: a Node process of this computer (the version that runs the lab) with the
 * container's command, and a preload that gives it the pod's address and the cluster's names.
 */
export const nodeImage: Runner = {
  matches: name => name === 'node' || name.endsWith('/library/node'),
  run: ({ env, command, args }) => ({
    kind: 'process',
    command: commandLine(command, args).map((word, i) =>
      i === 0 && word === 'node' ? process.execPath : word,
    ),
    env: {
      ...env,
      PATH: [dirname(process.execPath), env.PATH].filter(Boolean).join(delimiter),
      NODE_OPTIONS: [env.NODE_OPTIONS, `--require "${PRELOAD.replace(/(["\\])/g, '\\$1')}"`]
        .filter(Boolean)
        .join(' '),
    },
  }),
};

/**
 * What the image's own entry point makes of command and arguments: `node` is put before an option
 * or a script.
 */
export function commandLine(command: string[], args: string[]): string[] {
  if (command.length > 0) return [...command, ...args];
  if (args.length === 0) return ['node'];
  return /^-|\.[cm]?[jt]s$/.test(args[0]) ? ['node', ...args] : args;
}
