import { replay, Scenario } from './__testUtils__/replay';
import { Status } from './api/types';
import { readyState, requiredConditions } from './controller/status/conditions';
import { KubeObject } from '../kube/types';
import { readStream, STREAMS } from './__testUtils__/stream';
import { Tracks, tracksOf } from './__testUtils__/tracks';

/**
 * Holds the stand-in controller against each recorded stream of the real one: it is given what
 * people, routers and load balancers gave, and every object must go through the same states in the
 * same order.
 */
jest.mock('./controller/issueCertificate', () => ({
  issueCertificate: async (spec: object) => {
    const certificate = JSON.stringify(spec);
    return { certificate, privateKey: 'key', authority: certificate };
  },
  isCertificateCorrect: (spec: object, pem: string) => {
    const parts = (value: object) => {
      const { subject, hosts = [] } = value as { subject?: string; hosts?: string[] };
      return JSON.stringify([subject, [...hosts].sort()]);
    };
    return parts(spec) === parts(JSON.parse(pem) as object);
  },
}));

/** What the recordings do not say by themselves, by stream and cluster. */
const SCENARIOS: Record<string, Scenario> = {
  'create-three-writes hub': { threeWrites: ['three'] },
  'create-three-writes spoke': { threeWrites: ['three'] },
  'controller-restart-lost spoke': { threeWrites: ['three'] },
  'delete-hub-site-and-recreate hub': { tick: 11_400 },
  'delete-site-spoke spoke': { tick: 17_300 },
};

/**
 * States that came and went within a second, so that it was chance whether they were seen: of the
 * address that is away while the router's Service is made again, and of a certificate that is
 * deleted at the moment it is changed.
 */
const CHANCE: Record<string, RegExp> = {
  'delete-router-service hub': /^(RouterAccess|Site) .*: (Resolved|endpoints)$/,
  'owned-objects-deleted hub': /^(SecuredAccess .*: Configured|Certificate .*: hosts)$/,
};

/** Without what was chance: of such an aspect only where it began and where it ended. */
function certain(tracks: Tracks, chance?: RegExp): Tracks {
  const entries = Object.entries(tracks).map(([aspect, states]) => {
    return [aspect, chance?.test(aspect) ? [states[0], states.at(-1)!] : states] as const;
  });
  return Object.fromEntries(entries);
}

const statesOf = (tracks: Tracks) =>
  Object.entries(tracks).map(([aspect, track]) => [aspect, ...track.map(({ state }) => state)]);

/** The order of a recording between two kinds is that true, ms. */
const ORDER = 10;

/**
 * How much later than what caused it the real controller wrote something at most, ms; keys take
 * their time.
 */
const lag = (aspect: string) => (/^(Link|Listener|Connector) /.test(aspect) ? 250 : 2_500);

describe.each(STREAMS)('%s', name => {
  it.each(['hub', 'spoke'] as const)('%s', async side => {
    const { recorded, seen } = await replay(name, side, SCENARIOS[`${name} ${side}`]);
    const chance = CHANCE[`${name} ${side}`];
    const made = certain(tracksOf(seen), chance);
    const real = certain(tracksOf(recorded), chance);
    expect(statesOf(made).sort()).toEqual(statesOf(real).sort());
    const causedByOthers = Object.entries(real).flatMap(([aspect, track]) =>
      track.flatMap(({ state, t }, i) => {
        if (chance?.test(aspect)) return [];
        const later = t - made[aspect][i].t;
        return later >= -ORDER && later <= lag(aspect)
          ? []
          : [[aspect, state, t, made[aspect][i].t]];
      }),
    );
    expect(causedByOthers).toEqual([]);
  });
});

it.each(STREAMS)('%s: Ready follows from the other conditions as here', name => {
  for (const side of ['hub', 'spoke'] as const) {
    for (const { object } of readStream(name, side)) {
      const { conditions = [], ...status } = (object as KubeObject<unknown, Status>)?.status ?? {};
      const ready = conditions.find(({ type }) => type === 'Ready');
      if (!ready || object.kind === 'Certificate') continue;
      const { reason, message } = readyState(conditions, requiredConditions(object));
      expect([ready.reason, ready.message]).toEqual([reason, message]);
      expect([status.status, status.message]).toEqual([reason, message]);
    }
  }
});
