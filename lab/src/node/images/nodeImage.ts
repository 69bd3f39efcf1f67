import { delimiter, dirname, join } from 'node:path';
import { CHECKOUT } from '../../state';
import type { Runner } from './Runner';

const preload = (name: string) => join(CHECKOUT, 'lab', 'src', 'node', name);
const required = (file: string) => `--require "${file.replace(/(["\\])/g, '\\$1')}"`;

/**
 * Node.js images: a Node process of this computer (the version that runs the lab) with the
 * container's command, and preloads that give it the pod's address and the cluster's names, and the
 * Secrets that it mounts.
 */
export const nodeImage: Runner = {
  matches: name => name === 'node' || name.endsWith('/library/node'),
  async run({ env, command, args, mounts }) {
    const mounted = await mounts();
    const preloads = ['podNetwork.cjs'];
    if (Object.keys(mounted).length > 0) preloads.push('podVolumes.cjs');
    return {
      kind: 'process',
      command: commandLine(command, args).map((word, i) =>
        i === 0 && word === 'node' ? process.execPath : word,
      ),
      env: {
        ...env,
        PATH: [dirname(process.execPath), env.PATH].filter(Boolean).join(delimiter),
        NODE_OPTIONS: [env.NODE_OPTIONS, ...preloads.map(name => required(preload(name)))]
          .filter(Boolean)
          .join(' '),
        LAB_MOUNTS: JSON.stringify(mounted),
      },
    };
  },
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
