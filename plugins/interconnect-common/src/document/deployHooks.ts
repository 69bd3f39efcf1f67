import { isRecord } from './disclosure';
import { Problem } from './objectShape';

/** A tool that makes some objects at another time, or never. */
interface HookTool {
  name: string;
  annotation: string;
  /** Its own words, which may be told of a file. */
  hooks: readonly string[];
  accepted: string;
}

const tools: readonly HookTool[] = [
  {
    name: 'Helm',
    annotation: 'helm.sh/hook',
    hooks: [
      ...['pre-install', 'post-install', 'pre-upgrade', 'post-upgrade'],
      ...['pre-delete', 'post-delete', 'pre-rollback', 'post-rollback'],
      ...['test', 'test-success', 'test-failure', 'crd-install'],
    ],
    accepted:
      'a manifest without hooks (helm template --no-hooks, and without tests: --skip-tests); of a chart, values that switch it off',
  },
  {
    name: 'Argo CD',
    annotation: 'argocd.argoproj.io/hook',
    hooks: ['PreSync', 'Sync', 'PostSync', 'SyncFail', 'PreDelete', 'PostDelete', 'Skip'],
    accepted: 'a manifest without hooks',
  },
];

/** An object that a tool would make at another time, or never: here it would be made at once. */
export function hookProblems({ annotations }: Record<string, unknown>): Problem[] {
  if (!isRecord(annotations)) return [];
  return tools
    .filter(({ annotation }) => annotations[annotation] !== undefined)
    .map(({ name, annotation, hooks, accepted }) => {
      const named = String(annotations[annotation])
        .split(',')
        .map(word => word.trim())
        .filter(word => hooks.includes(word));
      const which = named.length > 0 ? ` (${named.join(', ')})` : '';
      return {
        message: `is a hook of ${name}${which}, which would be applied as any other object`,
        accepted,
      };
    });
}
