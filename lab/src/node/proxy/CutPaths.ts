/**
 * Which wide-area paths are cut. A connection is on such a path when it comes from another
 * cluster's egress address to a load balancer of ours. Cutting our own egress address cuts every
 * such connection (nobody outside reaches us), cutting another's cuts only that one's. So `cut` may
 * be told to all agents alike.
 */
export class CutPaths {
  private readonly cut = new Set<string>();

  /**
   * @param own - our egress address.
   * @param isEgress - whether an address is some cluster's egress address
   */
  constructor(
    private readonly own: string,
    private readonly isEgress: (address: string) => boolean,
  ) {}

  add(egress: string): void {
    this.cut.add(egress);
  }

  remove(egress: string): void {
    this.cut.delete(egress);
  }

  list(): string[] {
    return [...this.cut].sort();
  }

  /** Whether what comes from this address to a load balancer of ours gets lost. */
  isCut(source: string): boolean {
    if (source === this.own || !this.isEgress(source)) return false;
    return this.cut.has(source) || this.cut.has(this.own);
  }
}
