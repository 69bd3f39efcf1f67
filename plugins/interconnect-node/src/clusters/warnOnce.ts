/**
 * Says each text once: clusters are read again and again, so that they come and go without a
 * restart. @public
 */
export function warnOnce(logger: { warn(text: string): void }): (text: string) => void {
  const said = new Set<string>();
  return text => {
    if (said.has(text)) return;
    said.add(text);
    logger.warn(text);
  };
}
