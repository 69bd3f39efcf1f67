/** A way to a connector of an address: one of this router's, or another router. */
export interface Candidate {
  key: string;
  /** Cost of the way; 0 for this router's own connectors. */
  cost: number;
}

/** Shares connections out among the ways to an address. */
export interface Balance {
  /** The candidates, best first: few connections under way and low cost; equals take turns. */
  order<C extends Candidate>(candidates: C[]): C[];
  /** A connection was made by a way. @returns a function to be called when it is over */
  begin(key: string): () => void;
}

export function createBalance(): Balance {
  const underWay = new Map<string, number>();
  const lastUse = new Map<string, number>();
  let clock = 0;
  return {
    order(candidates) {
      const load = ({ key, cost }: Candidate) => (underWay.get(key) ?? 0) + cost;
      const used = ({ key }: Candidate) => lastUse.get(key) ?? 0;
      return [...candidates].sort((a, b) => load(a) - load(b) || used(a) - used(b));
    },
    begin(key) {
      clock += 1;
      lastUse.set(key, clock);
      underWay.set(key, (underWay.get(key) ?? 0) + 1);
      let over = false;
      return () => {
        if (over) return;
        over = true;
        underWay.set(key, (underWay.get(key) ?? 1) - 1);
      };
    },
  };
}
