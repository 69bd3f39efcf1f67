import { hub, spoke } from '../__testUtils__/steps';
import {
  input,
  listeners,
  observedAt,
  reading,
  since,
  site,
  status,
} from '../__testUtils__/readings';
import { judgeMember } from './judgeMember';
import type { MemberReading } from './MemberReading';

const judge = (one: MemberReading, hubSeen = reading('hub')) => judgeMember(one, input, hubSeen);

describe('judgeMember', () => {
  it('finds nothing wrong with good ones', () => {
    expect(judge(reading('hub'))).toEqual({
      observation: { cluster: hub, role: 'hub', state: 'Ready', observedAt },
      mismatches: [],
      isTrusted: true,
    });
    expect(judge(reading('spoke'))).toEqual({
      observation: {
        cluster: spoke,
        role: 'spoke',
        state: 'Ready',
        observedAt,
        link: { state: 'Up', since },
      },
      mismatches: [],
      isTrusted: true,
    });
  });

  it('a cluster that could not be read is Unknown, and says why', () => {
    const error = 'cluster-2 cannot be reached at https://x: connection refused';
    expect(judge(reading('spoke', { error }))).toEqual({
      observation: {
        cluster: spoke,
        role: 'spoke',
        state: 'Unknown',
        observedAt,
        message: error,
        link: { state: 'Unknown', message: error },
      },
      mismatches: [error],
      isTrusted: false,
    });
  });

  it('says once what is wrong with a Site, and what that means for the link', () => {
    const message = 'Site interconnect-shop/cluster-2 is missing';
    const { observation, mismatches } = judge(reading('spoke', { site: undefined }));
    expect(observation).toMatchObject({ state: 'NotReady', message, link: { state: 'Down' } });
    expect(mismatches).toEqual([`cluster-2: ${message}`]);
  });

  it('a link that one end alone reports makes the member Unknown, with the reason', () => {
    const { observation } = judge(reading('spoke'), reading('hub', { error: 'away' }));
    expect(observation).toMatchObject({
      state: 'Unknown',
      message: expect.stringMatching(/^only cluster-2's side could be read/),
      link: { state: 'Unknown', message: observation.message },
    });
  });

  it('what is wrong weighs more than what is not known', () => {
    const { observation } = judge(
      reading('spoke', { controllerTrouble: 'it does not run', listeners: [] }),
    );
    expect(observation).toMatchObject({
      state: 'NotReady',
      message:
        "Listener interconnect-shop/my-backend-8080 is missing; Skupper's controller on cluster-2 does not answer: it does not run",
      link: { state: 'Unknown' },
    });
  });

  it('believes nothing that a controller wrote which does not answer', () => {
    const stale = { listeners: listeners({ Matched: false }), controllerTrouble: 'it hangs' };
    const one = { ...stale, site: site(hub, status({ Ready: false })) };
    expect(judge(reading('hub', one))).toMatchObject({
      observation: { state: 'Unknown' },
      isTrusted: false,
      mismatches: ["cluster-1: Skupper's controller on cluster-1 does not answer: it hangs"],
    });
  });
});
