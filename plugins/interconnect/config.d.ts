import { HumanDuration } from '@backstage/types';

export interface Config {
  interconnect?: {
    /**
     * A network to begin with: whoever may ask for networks of its project can fill in the form
     * with it.
     * @deepVisibility frontend
     */
    example?: {
      /** The name of a System. */
      project: string;
      /** What the network is called. */
      network: string;
      /** The document of the network. */
      document: { type: string; [field: string]: unknown };
    };
    /** The documentation of Interconnect. */
    docs?: {
      /**
       * Where it is read: the portal links to its pages, where it speaks of something that these
       * explain. Absent: it does not.
       * @visibility frontend
       */
      baseUrl?: string;
    };
    /** How networks are observed. */
    observe?: {
      /**
       * How often all members of each network are read. The portal shows an observation as old
       * after four of these, and not before two minutes.
       * @deepVisibility frontend
       */
      interval?: HumanDuration | string;
    };
  };
}
