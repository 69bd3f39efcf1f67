import { createPublicKey } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toolPaths } from '../tools/paths';
import { writeConfiguration } from './portal';

describe('the configuration of a stack', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'interconnect-'));
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(dir, { recursive: true });
  });

  const write = () =>
    writeConfiguration({
      dir,
      backendPort: 7007,
      workerHealthPort: 7008,
      temporal: { address: '127.0.0.1:7233' },
      kubeconfig: 'kubeconfig',
    });
  const read = (name: string) => readFileSync(join(dir, `app-config.${name}.json`), 'utf8');
  const signing = (name: string) => JSON.parse(read(name)).interconnect.signing;

  it('has a pair of keys of its own, which stays when it is written again', () => {
    write();
    const [{ id, privateKey }] = signing('backend').keys;
    write();
    const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' });
    expect(signing('worker').trusted).toEqual([{ id, publicKey }]);
  });

  it('gives the private key to the backend alone, and to no other user of the computer', () => {
    write();
    expect(read('backend')).toMatch(/PRIVATE KEY/);
    for (const name of ['stack', 'worker']) expect(read(name)).not.toMatch(/PRIVATE KEY/);
    const files = ['', 'keys'].flatMap(folder =>
      readdirSync(join(dir, folder)).map(name => join(dir, folder, name)),
    );
    const open = files.filter(file => statSync(file).isFile() && statSync(file).mode % 0o100 > 0);
    expect(open).toEqual([]);
    expect(files.length).toBeGreaterThan(5);
  });

  it('names the helm that was built, also with clusters of the user, and none that is not there', () => {
    const helm = join(dir, 'helm');
    jest.spyOn(toolPaths, 'helm').mockReturnValue(helm);
    write();
    expect(JSON.parse(read('tools'))).toEqual({});
    writeFileSync(helm, '');
    write();
    expect(JSON.parse(read('tools'))).toEqual({ interconnect: { charts: { helm } } });
    expect(read('stack')).not.toMatch('charts');
  });
});
