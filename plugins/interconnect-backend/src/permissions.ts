/** How policies name a network. */
export function resourceRefOf(project: string, network: string): string {
  return `${project}/${network}`;
}

/**
 * Inverse of `resourceRefOf`; neither part has a slash. Projects are compared without regard to
 * case, as the catalog does.
 */
export function parseResourceRef(resourceRef: string): { project: string; network: string } {
  const [project, network = ''] = resourceRef.split('/');
  return { project: project.toLocaleLowerCase('en-US'), network };
}
