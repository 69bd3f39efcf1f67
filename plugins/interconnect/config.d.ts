import { HumanDuration } from '@backstage/types';

export interface Config {
  interconnect?: {
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
