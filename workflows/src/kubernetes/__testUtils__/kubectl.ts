import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { type Lab, toolPaths } from '@interconnect/lab';

/** What an administrator of a cluster does. @throws Error with kubectl's words */
export async function kubectl(lab: Lab, cluster: string, ...args: string[]): Promise<string> {
  const all = ['--kubeconfig', lab.kubeconfigOf(cluster), ...args];
  const { stdout } = await promisify(execFile)(toolPaths.kubectl(), all);
  return stdout;
}

/** Prints changes as they come (`-w`), until it is stopped. @returns its lines in the end */
export function watching(lab: Lab, cluster: string, ...args: string[]): () => Promise<string[]> {
  const all = ['--kubeconfig', lab.kubeconfigOf(cluster), ...args, '-w'];
  const child = spawn(toolPaths.kubectl(), all, { stdio: ['ignore', 'pipe', 'ignore'] });
  let text = '';
  child.stdout.on('data', chunk => (text += chunk));
  const ended = new Promise(resolve => child.on('close', resolve));
  return async () => {
    child.kill();
    await ended;
    return text.split('\n').filter(Boolean);
  };
}

/** A table of kubectl's, each row by its headings. */
export function rowsOf(table: string): Record<string, string>[] {
  const [head = '', ...lines] = table.split('\n').filter(Boolean);
  const columns = [...head.matchAll(/\S+(?: \S+)*/g)].map(([name], n, all) => ({
    name,
    from: all[n].index!,
    to: all[n + 1]?.index,
  }));
  return lines.map(line =>
    Object.fromEntries(columns.map(({ name, from, to }) => [name, line.slice(from, to).trim()])),
  );
}
