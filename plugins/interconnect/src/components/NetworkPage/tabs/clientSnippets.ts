/** What a client's container needs to know, as environment in a manifest. */
export function environmentSnippet(service: string, address: string): string {
  const name = `${service.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}_URL`;
  return ['env:', `  - name: ${name}`, `    value: ${address}`].join('\n');
}

/** Calls an address from a pod on a member. */
export function curlCommand(address: string): string {
  return `kubectl run -it --rm try-it --image=curlimages/curl --restart=Never -- curl -sS ${address}/`;
}
