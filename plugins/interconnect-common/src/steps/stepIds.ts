/**
 * Id of a step: `<kind>@<cluster>`, `deployApplication:<application>@<cluster>`, `verify`. @public
 */
export function stepIdOf(step: { kind: string; cluster?: string; application?: string }): string {
  const name = step.application === undefined ? step.kind : `${step.kind}:${step.application}`;
  return step.cluster === undefined ? name : `${name}@${step.cluster}`;
}
