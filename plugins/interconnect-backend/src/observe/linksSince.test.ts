import type {
  LinkObservation,
  MemberObservation,
  NetworkObservation,
} from '@interconnect/backstage-plugin-interconnect-common';
import { linksSince } from './linksSince';

const at = (minute: number) => `2026-11-22T10:0${minute}:00.000Z`;
const hub: MemberObservation = { cluster: 'cluster-1', role: 'hub', state: 'Ready' };

function observed(minute: number, link: LinkObservation): NetworkObservation {
  const spoke: MemberObservation = {
    cluster: 'cluster-2',
    role: 'spoke',
    state: 'NotReady',
    observedAt: at(minute),
    link,
  };
  return { observedAt: at(minute), members: [hub, spoke], services: [] };
}
const linkOf = ({ members }: NetworkObservation) => members[1].link;

it('leaves alone what the cluster told', () => {
  const told = observed(3, { state: 'Down', since: at(0) });
  expect(linksSince(told, observed(2, { state: 'Down', since: at(1) }))).toEqual(told);
});

it('counts from the first observation that found it so, as long as it stays so', () => {
  const message = 'Site a/b is missing';
  const gone = (minute: number) => observed(minute, { state: 'Down', message });
  const first = linksSince(gone(1), observed(0, { state: 'Up', since: at(0) }));
  expect(linkOf(first)).toEqual({ state: 'Down', since: at(1), message });
  const second = linksSince(gone(2), first);
  expect(linkOf(second)).toEqual({ state: 'Down', since: at(1), message });
  const doubted = linksSince(observed(3, { state: 'Unknown' }), second);
  expect(linkOf(doubted)).toEqual({ state: 'Unknown', since: at(3) });
});

it('goes on from a time that the cluster told before', () => {
  const before = observed(2, { state: 'Down', since: at(0) });
  expect(linkOf(linksSince(observed(3, { state: 'Down' }), before))?.since).toBe(at(0));
});

it('begins with the first observation of a network, and of a backend that knew no such times', () => {
  expect(linkOf(linksSince(observed(1, { state: 'Down' }), null))?.since).toBe(at(1));
  const old = observed(1, { state: 'Down' });
  expect(linkOf(linksSince(observed(2, { state: 'Down' }), old))?.since).toBe(at(2));
});
