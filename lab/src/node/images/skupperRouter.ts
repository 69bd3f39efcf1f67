import { join } from 'node:path';
import { CHECKOUT } from '../../state';
import { isImage } from './imageName';
import type { Runner } from './Runner';
import { runTypescript } from './typescript';

const STAND_IN = join(CHECKOUT, 'lab', 'src', 'skupper', 'router', 'main.ts');

/** Skupper's router: the lab's stand-in. */
export const skupperRouter: Runner = {
  matches: name => isImage(name, 'skupper/skupper-router'),
  run: ({ env }) => ({
    kind: 'process',
    command: runTypescript(STAND_IN),
    env,
    note: 'stand-in router',
  }),
};

/**
 * The container beside the router, which gives it its configuration: the stand-in router reads that
 * by itself.
 */
export const kubeAdaptor: Runner = {
  matches: name => isImage(name, 'skupper/kube-adaptor'),
  run: () => ({
    kind: 'none',
    note: 'no process (the stand-in router does its work)',
    probed: true,
  }),
};
