import { imageName } from './imageName';
import { metallbController } from './metallbController';
import { commandLine, nodeImage } from './nodeImage';
import { noProcess } from './noProcess';
import type { ContainerContext } from './Runner';
import { kubeAdaptor, skupperRouter } from './skupperRouter';
import { skupperController } from './skupperController';
import { runnerOf } from './table';

describe('imageName', () => {
  it.each([
    ['docker.io/library/node:24-alpine', 'node'],
    ['node', 'node'],
    ['node:24', 'node'],
    ['localhost:5000/node@sha256:abc', 'node'],
    ['quay.io/metallb/controller:v0.15.2', 'metallb/controller'],
    ['mirror.example:5000/quay.io/metallb/controller:v1', 'quay.io/metallb/controller'],
    ['nginx', 'nginx'],
  ])('%s is %s', (image, name) => expect(imageName(image)).toBe(name));
});

describe('runnerOf', () => {
  it.each([
    ['quay.io/metallb/controller:v0.15.2', metallbController],
    ['mirror.example/quay.io/metallb/controller:v0.15.2', metallbController],
    ['quay.io/skupper/controller:2.2.1', skupperController],
    ['quay.io/skupper/skupper-router:3.5.1', skupperRouter],
    ['quay.io/skupper/kube-adaptor:2.2.1', kubeAdaptor],
    ['docker.io/library/node:24-alpine', nodeImage],
    ['node:24', nodeImage],
    ['quay.io/metallb/speaker:v0.15.2', noProcess],
    ['nginx:1', noProcess],
    ['example.org/my-node:1', noProcess],
    ['example.org/somebody/node:1', noProcess],
  ])('%s', (image, runner) => expect(runnerOf(image)).toBe(runner));
});

describe('nodeImage', () => {
  const context = (part: Partial<ContainerContext>) =>
    ({
      ...{ env: { PATH: '/bin' }, command: [], args: [], mounts: async () => ({}) },
      ...part,
    }) as ContainerContext;

  it('runs the command as the image would', () => {
    expect(commandLine([], [])).toEqual(['node']);
    expect(commandLine([], ['server.js'])).toEqual(['node', 'server.js']);
    expect(commandLine([], ['--eval', '1'])).toEqual(['node', '--eval', '1']);
    expect(commandLine([], ['sh', '-c', 'true'])).toEqual(['sh', '-c', 'true']);
    expect(commandLine(['node', '-e'], ['1'])).toEqual(['node', '-e', '1']);
  });

  it('takes the Node of the lab, and keeps the options of the container', async () => {
    const run = await nodeImage.run(
      context({ command: ['node', '-e', '1'], env: { NODE_OPTIONS: '--no-warnings' } }),
    );
    expect(run).toMatchObject({ kind: 'process', command: [process.execPath, '-e', '1'] });
    expect(run.kind === 'process' && run.env.NODE_OPTIONS).toMatch(
      /^--no-warnings --require ".*podNetwork\.cjs"$/,
    );
  });
});

describe('skupperController', () => {
  const context = {
    settings: { kubeconfig: '/k' },
    env: { NAMESPACE: 'skupper' },
    args: ['-x'],
  } as unknown as ContainerContext;
  const before = process.env.SKUPPER_CONTROLLER;
  afterEach(() => {
    if (before === undefined) delete process.env.SKUPPER_CONTROLLER;
    else process.env.SKUPPER_CONTROLLER = before;
  });

  it('is the stand-in, called so', async () => {
    delete process.env.SKUPPER_CONTROLLER;
    const run = await skupperController.run(context);
    expect(run).toMatchObject({ kind: 'process', note: 'stand-in controller' });
  });

  it('is the program that SKUPPER_CONTROLLER names', async () => {
    process.env.SKUPPER_CONTROLLER = '/opt/controller';
    expect(await skupperController.run(context)).toMatchObject({
      command: ['/opt/controller', '-kubeconfig', '/k', '-x'],
      env: { NAMESPACE: 'skupper', SKUPPER_METRICS_DISABLE: 'true' },
    });
  });
});
