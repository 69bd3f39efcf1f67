/** How fast a router notices and forgets, in ms. The defaults are like the real router's; tests use shorter ones. */
export interface Timings {
  /** Between two signs of life on a link. */
  beat: number;
  /** A link that brought nothing for so long is given up. */
  silence: number;
  /** A router that nothing was heard of for so long is forgotten, with what it offered. */
  forget: number;
  /** For making a link: TCP, TLS and the greeting. */
  connect: number;
  /** Pauses between attempts to make a link; the last one repeats. */
  retry: number[];
  /** Least time between two reports of the network. */
  report: number;
}

export const TIMINGS: Timings = {
  beat: 2_000,
  silence: 16_000,
  forget: 30_000,
  connect: 4_000,
  retry: [250, 500, 1_000, 2_000],
  report: 1_000,
};
