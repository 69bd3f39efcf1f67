import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from '../lock';
import { buildGoTool, requireGo } from './go';
import { extractMetallbManifest } from './metallb';
import { cacheDirectory, toolPaths } from './paths';
import { installPythonTools, missingPythonTools, requirePython } from './python';

/** How to follow and stop the work. */
export interface ToolOptions {
  log?: (line: string) => void;
  signal?: AbortSignal;
}

interface Step {
  title: string;
  needs: 'go' | 'python';
  run(): Promise<void>;
}

/** `-X` of every Kubernetes program: without it they call themselves v0.0.0. */
const KUBERNETES_VERSION = ['gitVersion=v1.35.4', 'gitMajor=1', 'gitMinor=35']
  .map(setting => `-X k8s.io/component-base/version.${setting}`)
  .join(' ');

const HELM_VERSION = '-X helm.sh/helm/v4/internal/version.version=v4.3.2';

const GO_PACKAGES: Record<string, string> = {
  etcd: 'go.etcd.io/etcd/server/v3',
  'kube-apiserver': 'k8s.io/kubernetes/cmd/kube-apiserver',
  'kube-controller-manager': 'k8s.io/kubernetes/cmd/kube-controller-manager',
  'metallb-controller': 'go.universe.tf/metallb/controller',
  helm: 'helm.sh/helm/v4/cmd/helm',
  crane: 'github.com/google/go-containerregistry/cmd/crane',
};

/**
 * Builds and fetches what is missing in the tool cache, each tool once; says what it does and how
 * much is left.
 * @throws names a missing prerequisite (Go, Python) with the command that installs it
 */
export async function ensureTools({ log = () => {}, signal }: ToolOptions = {}): Promise<void> {
  if (missingSteps(signal).length === 0) return;
  await withLock(
    join(cacheDirectory(), 'tools.lock'),
    async () => {
      const steps = missingSteps(signal);
      await requirePrerequisites(steps);
      for (const [index, step] of steps.entries()) {
        signal?.throwIfAborted();
        log(`[${index + 1}/${steps.length}] ${step.title}`);
        await step.run();
      }
    },
    { signal, onWait: pid => log(`waiting: process ${pid} is building the tools`) },
  );
}

/** Everything that is missing at once, before anything is built. */
async function requirePrerequisites(steps: Step[]): Promise<void> {
  const checks = { go: requireGo, python: requirePython };
  const needed = [...new Set(steps.map(step => step.needs))];
  const results = await Promise.allSettled(needed.map(need => checks[need]()));
  const missing = results.flatMap(r =>
    r.status === 'rejected' ? [(r.reason as Error).message] : [],
  );
  if (missing.length > 0) throw new Error(missing.join('\n'));
}

function missingSteps(signal?: AbortSignal): Step[] {
  const go = (file: string, module: string, what: string, time: string, ldflags = '') => ({
    file,
    needs: 'go' as const,
    title: `building ${what} (${time}, once)`,
    run: () => buildGoTool({ module, package: GO_PACKAGES[what], output: file, ldflags, signal }),
  });
  const built = [
    go(toolPaths.etcd(), 'etcd', 'etcd', 'about 1 min'),
    go(toolPaths.apiServer(), 'kubernetes', 'kube-apiserver', 'about 5 min', KUBERNETES_VERSION),
    go(
      toolPaths.controllerManager(),
      'kubernetes',
      'kube-controller-manager',
      'about 1 min',
      KUBERNETES_VERSION,
    ),
    go(toolPaths.metallbController(), 'metallb', 'metallb-controller', 'about 2 min'),
    go(toolPaths.helm(), 'helm', 'helm', 'about 2 min', HELM_VERSION),
    go(toolPaths.crane(), 'crane', 'crane', 'about 1 min'),
    {
      file: toolPaths.metallbManifest(),
      needs: 'go' as const,
      title: 'copying the MetalLB manifest from its module',
      run: () => extractMetallbManifest(toolPaths.metallbManifest(), signal),
    },
  ].filter(step => !existsSync(step.file));
  const fetched = missingPythonTools();
  if (fetched.length === 0) return built;
  const python: Step = {
    needs: 'python',
    title: `fetching ${fetched.map(tool => tool.program).join(', ')} (about 1 min, once)`,
    run: () => installPythonTools(signal),
  };
  return [...built, python];
}
