/**
 * How the audit tells by which service, and for whom, somebody asked, or that nobody did: the
 * selector of a document was followed.
 */
export function askers({
  through,
  onBehalfOf,
  followed,
}: {
  through?: string;
  onBehalfOf?: string;
  followed?: true;
}): string[] {
  return [
    ...(followed ? ['followed the selector'] : []),
    ...(through ? [`through ${through}`] : []),
    ...(onBehalfOf ? [`on behalf of ${onBehalfOf}`] : []),
  ];
}
