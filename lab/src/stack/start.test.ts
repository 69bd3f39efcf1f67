import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive, launch, type ProcessId, terminate } from '../processes';
import { CHECKOUT } from '../state';
import { remember } from './leftovers';
import { freePort } from './ports';
import { type Program, startFile, typescript } from './__testUtils__/typescript';

jest.setTimeout(120_000);

/**
 * The process that `npm start` hands over to, beside a run of which only the lock and one part are
 * there.
 */
describe('start', () => {
  let folder: string;
  let lab: string;
  let part: ProcessId;
  let programs: Program[];

  beforeEach(async () => {
    programs = [];
    folder = mkdtempSync(join(tmpdir(), 'lab-start-'));
    lab = join(folder, 'lab');
    writeFileSync(join(folder, 'kubeconfig'), 'kind: Config\n');
    const command = [process.execPath, '-e', 'setInterval(() => {}, 1000)'];
    part = await launch({ command, log: join(folder, 'part.log'), cwd: folder });
    remember(join(lab, 'portal'), part);
  });
  afterEach(async () => {
    programs.forEach(({ child }) => child.kill('SIGKILL'));
    await terminate([part], 0);
  });

  function run(file: string, env: NodeJS.ProcessEnv = {}): Program {
    const program = typescript(file, lab, env);
    programs.push(program);
    return program;
  }

  async function firstRun(): Promise<Program> {
    const script = join(folder, 'first.ts');
    const file = JSON.stringify(join(CHECKOUT, 'lab/src/stack/lockStack.ts'));
    writeFileSync(
      script,
      `import { lockStack } from ${file};
       lockStack(0, 'http://localhost:3000');
       console.log('holds the lock');
       setInterval(() => {}, 1000);`,
    );
    const first = run(script);
    await first.saying('holds the lock');
    return first;
  }

  it.each([
    ['with a lab', () => ({})],
    ['with clusters of one’s own', () => ({ KUBECONFIG: join(folder, 'kubeconfig') })],
  ])('a second run, %s, says that one runs and where, and touches nothing', async (_, env) => {
    const first = await firstRun();
    const second = run(startFile, env());
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(
      `Interconnect runs already in this checkout: process ${first.child.pid}, with the portal at http://localhost:3000/interconnect`,
    );
    expect(second.output()).not.toMatch(/Using your clusters|Starting|Stopping|Ended/);
    expect(isAlive(part)).toBe(true);
    expect(first.child.exitCode).toBeNull();
    expect(existsSync(join(lab, 'lab.json'))).toBe(false);
  });

  it('ends what a killed run left behind', async () => {
    const first = await firstRun();
    first.child.kill('SIGKILL');
    await first.ended;
    expect(isAlive(part)).toBe(true);
    const address = `127.0.0.1:${await freePort()}`;
    const env = { KUBECONFIG: join(folder, 'kubeconfig'), TEMPORAL_ADDRESS: address };
    const next = run(startFile, env);
    expect(await next.ended).toBe(1);
    expect(next.output()).toContain('Ended processes that an earlier run had left behind');
    expect(next.output()).toContain(`Nothing answers at TEMPORAL_ADDRESS=${address}`);
    expect(isAlive(part)).toBe(false);
    expect(existsSync(`${lab}.start.lock`)).toBe(false);
  });
});
