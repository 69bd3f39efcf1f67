import { Problem } from './objectShape';
import { podTemplateOf } from './podTemplates';

/*
 * What an API server takes, although no pod ever comes of it: it would be waited for in vain.
 */

const part = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const domainPart = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const domain = `(?:${domainPart}(?:\\.${domainPart})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const digest = 'sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128}';

/** As nodes read it (github.com/distribution/reference); what they cannot read they never pull. */
const imagePattern = new RegExp(
  `^(?:${domain}/)?${part}(?:/${part})*(?::\\w[\\w.-]{0,127})?(?:@(?:${digest}))?$`,
);
const acceptedImage =
  "an image like 'registry.example/shop/web:1.2', its name in lower-case letters, without blanks";

/** Longest name of a StatefulSet: each of its pods has a label of it and of its version. */
const maxStatefulSetName = 52;

/** Why no pod can come of an object; empty if one may. Nothing of it is quoted. */
export function podProblems(object: Record<string, unknown>): Problem[] {
  const { containers = [] } = podTemplateOf(object) ?? {};
  const images = containers.flatMap(({ path, container: { image } }): Problem[] => {
    // That there is none, Kubernetes says itself.
    if (typeof image !== 'string' || !image.trim() || imagePattern.test(image)) return [];
    const message = `is no image that a node could pull${whyNot(image)}`;
    return [{ path: [...path, 'image'], message, accepted: acceptedImage }];
  });
  return [...images, ...nameProblems(object)];
}

function whyNot(image: string): string {
  if (/\{\{|\$[({]|^<|>$/.test(image)) return ': a placeholder in it was not replaced';
  if (/^[a-z]+:\/\//.test(image)) return ': it begins with a scheme';
  if (image.trim() !== image) return ': it has blanks at an end';
  return /[A-Z]/.test(image.replace(/[:@][^/]*$/, '')) ? ': its name has upper-case letters' : '';
}

function nameProblems({ apiVersion, kind, metadata }: Record<string, unknown>): Problem[] {
  const { name } = metadata as { name?: unknown };
  return apiVersion === 'apps/v1' &&
    kind === 'StatefulSet' &&
    typeof name === 'string' &&
    name.length > maxStatefulSetName
    ? [
        {
          path: ['metadata', 'name'],
          message: `has ${name.length} characters, too many for a label of its pods`,
          accepted: `at most ${maxStatefulSetName}`,
        },
      ]
    : [];
}
