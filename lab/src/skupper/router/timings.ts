/**
 * How fast a router notices and forgets, in ms. The defaults are like the real router's, together
 * with the process beside it that reads it and writes `skupper-network-status`; tests use shorter
 * ones.
 *
 * Here both are one process, so that they end together. What the real pair does when only the
 * router crashed is not modelled: its own site stays out of its document until the other process is
 * started again too.
 */
export interface Timings {
  /** Between two signs of life on a link. */
  beat: number;
  /** A link that brought nothing for so long is given up. */
  silence: number;
  /** A router that nothing was heard of for so long is forgotten, with what it offered. */
  forget: number;
  /** The same of one that said it was going. Until then its link is not called down. */
  leave: number;
  /** A link that broke is called down so long after it. */
  closed: number;
  /**
   * A router of which was heard so long ago for the first time is told of: its site first, then all
   * that it has.
   */
  introduce: { site: number; all: number };
  /** For making a link: TCP, TLS and the greeting. */
  connect: number;
  /** Pauses between attempts to make a link; the last one repeats. */
  retry: number[];
  /** What changed is told so long after it, at the earliest. */
  notice: number;
  /** Least time between two reports of the network. */
  report: number;
}

export const TIMINGS: Timings = {
  beat: 2_000,
  silence: 16_000,
  forget: 28_000,
  leave: 18_000,
  closed: 1_500,
  introduce: { site: 6_000, all: 12_000 },
  connect: 4_000,
  retry: [250, 500, 1_000, 2_000],
  notice: 500,
  report: 1_000,
};
