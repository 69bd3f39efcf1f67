/**
 * Name of an image without registry, tag, digest, and Docker Hub's `library/`: `metallb/controller`
 * for `quay.io/metallb/controller:v0.15.2`, `node` for `docker.io/library/node:24-alpine`.
 */
export function imageName(image: string): string {
  const path = image.split('@')[0].replace(/:[^/:]*$/, '');
  const [first, ...rest] = path.split('/');
  const isRegistry = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  return (isRegistry ? rest.join('/') : path).replace(/^library\//, '');
}

/** Whether the name is `wanted`, or a mirror's copy of it (`proxy/quay.io/metallb/controller`). */
export function isImage(name: string, wanted: string): boolean {
  return name === wanted || name.endsWith(`/${wanted}`);
}
