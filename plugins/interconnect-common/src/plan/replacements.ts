import { DesiredNetwork } from '../document/DesiredNetwork';
import { StepInput } from '../steps';
import { DeployApplicationInput } from '../steps/deployApplication';
import { AppliedNetwork } from './types';

/**
 * Which application steps of a plan take the place of applications that the plan removes: on the
 * same cluster with the same manifest in the same namespace, or with a Service of the same name.
 * This is what renaming an application looks like. The new one cannot be applied as long as the
 * objects of the old one stand in its way; so here, and only here, the removal comes first. What is
 * published in between stays so: the new one answers under the same addresses.
 *
 * @param removed - steps that the plan removes
 * @param applied - steps that the plan applies
 * @returns for each step that is applied the removals that come before it
 */
export function replacements(
  removed: ReadonlyMap<string, StepInput>,
  applied: ReadonlyMap<string, StepInput>,
  known: { applied: AppliedNetwork; desired: DesiredNetwork | undefined },
): Map<string, string[]> {
  const old = applicationsOf(removed).map(([id, input]) => ({
    id,
    input,
    services: [...servicesOf(input), ...namesOf(known.applied[id].exposed)],
  }));
  const result = new Map<string, string[]>();
  for (const [id, input] of old.length > 0 ? applicationsOf(applied) : []) {
    const { source } = input;
    const read = source.kind === 'manifests' ? known.desired?.exposed?.[source.digest] : undefined;
    const services = new Set([...servicesOf(input), ...(input.expose ? namesOf(read) : [])]);
    const replaced = old.filter(
      other =>
        other.input.cluster === input.cluster &&
        (sameObjects(other.input, input) || other.services.some(name => services.has(name))),
    );
    if (replaced.length > 0) {
      result.set(
        id,
        replaced.map(other => other.id),
      );
    }
  }
  return result;
}

function applicationsOf(steps: ReadonlyMap<string, StepInput>): [string, DeployApplicationInput][] {
  return [...steps].flatMap(([id, input]): [string, DeployApplicationInput][] =>
    input.kind === 'deployApplication' ? [[id, input]] : [],
  );
}

function sameObjects(one: DeployApplicationInput, other: DeployApplicationInput): boolean {
  return (
    one.namespace === other.namespace &&
    one.source.kind === 'manifests' &&
    other.source.kind === 'manifests' &&
    one.source.digest === other.source.digest
  );
}

/** Services that an exposed application names itself. */
function servicesOf({ expose, source }: DeployApplicationInput): string[] {
  return expose && source.kind === 'existing' ? source.services : [];
}

function namesOf(exposed: { name: string }[] = []): string[] {
  return exposed.map(({ name }) => name);
}
