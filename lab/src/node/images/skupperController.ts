import { join } from 'node:path';
import { CHECKOUT } from '../../state';
import { isImage } from './imageName';
import type { Runner } from './Runner';
import { runTypescript } from './typescript';

const STAND_IN = join(CHECKOUT, 'lab', 'src', 'skupper', 'controller', 'main.ts');

/**
 * Skupper's controller: the program that SKUPPER_CONTROLLER names, else the lab's stand-in. The
 * real one is told the namespace and its own name by the container's variables (NAMESPACE,
 * CONTROLLER_NAME); its metrics are off, because they would be on the same port for every cluster.
 */
export const skupperController: Runner = {
  matches: name => isImage(name, 'skupper/controller'),
  run({ settings, env, args }) {
    const { SKUPPER_CONTROLLER: real, LAB_SKUPPER_KIND } = process.env;
    if (!real) {
      return {
        kind: 'process',
        command: [...runTypescript(STAND_IN), ...args],
        env: LAB_SKUPPER_KIND ? { ...env, LAB_SKUPPER_KIND } : env,
        note: 'stand-in controller',
      };
    }
    return {
      kind: 'process',
      command: [real, '-kubeconfig', settings.kubeconfig, ...args],
      env: { ...env, SKUPPER_METRICS_DISABLE: 'true' },
      note: 'the real controller, outside the cluster',
    };
  },
};
