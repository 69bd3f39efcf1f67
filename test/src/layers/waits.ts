/** A place where an activity waits. */
export interface Wait {
  /** File below `workflows/src/kubernetes`. */
  in: string;
  /** Part of what people read while it waits, and in the test that asserts it. */
  says: string;
  /** That test, below the checkout. Of what cannot last: why. */
  test: string | { short: string };
}

const rollout = 'test/src/e2e/scenarios/waits.ts';
const going = 'test/src/e2e/scenarios/lastingWaits.ts';
const addresses = 'test/src/e2e/scenarios/addressWaits.ts';
const certificates = 'test/src/e2e/scenarios/certificateWaits.ts';

/** Every `step.until`, `untilConditions` and `step.sleep`, as often as it stands in a file. */
export const waits: Wait[] = [
  { in: 'application/strays.ts', says: '', test: { short: '4 seconds, then the step fails' } },
  { in: 'application/untilWorkloadsReady.ts', says: 'is paused', test: rollout },
  {
    in: 'cluster/installation.ts',
    says: 'to be removed by another rollout: being removed',
    test: going,
  },
  {
    in: 'cluster/networkNamespace.ts',
    says: 'the one of before is still being deleted: ',
    test: addresses,
  },
  {
    in: 'cluster/projectRights.ts',
    says: '',
    test: { short: 'two that make one binding at the same moment: over with the next look' },
  },
  {
    in: 'cluster/projectRights.ts',
    says: '',
    test: { short: '15 seconds until a binding has an effect, then the step fails' },
  },
  { in: 'cluster/sharedNamespace.ts', says: 'on cluster-1: being removed', test: rollout },
  { in: 'cluster/waitGone.ts', says: 'being deleted, held by example.com', test: going },
  {
    in: 'deployLoadBalancer.ts',
    says: "for MetalLB's controller on cluster-1 to be available: ",
    test: addresses,
  },
  {
    in: 'deployLoadBalancer.ts',
    says: 'on cluster-1 to be accepted: ',
    test: addresses,
  },
  { in: 'deploySkupper.ts', says: 'all that Skupper made for an old Site in ', test: going },
  {
    in: 'linkSpoke.ts',
    says: 'to be gone from hub cluster-1: still there',
    test: certificates,
  },
  {
    in: 'loadBalancer/probe.ts',
    says: 'a load balancer on cluster-1 to hand out an address: no address yet',
    test: addresses,
  },
  {
    in: 'retireAuthority.ts',
    says: '',
    test: { short: '20 seconds, and it is said for what' },
  },
  { in: 'skupper/hub.ts', says: 'to accept links: there is no such Site', test: going },
  { in: 'skupper/hub.ts', says: 'to be issued: Ready: not reported', test: going },
  { in: 'skupper/installSkupper.ts', says: "for Skupper's controller on cluster-2", test: rollout },
  {
    in: 'skupper/rotation.ts',
    says: 'a new Secret interconnect-bare',
    test: certificates,
  },
  {
    in: 'skupper/rotation.ts',
    says: 'skupper-site-server on hub cluster-1 to be issued: ',
    test: certificates,
  },
  {
    in: 'skupper/tlsAuthority.ts',
    says: 'on cluster-1 to be issued: ',
    test: certificates,
  },
  { in: 'skupper/untilReported.ts', says: '^waiting for Link', test: rollout },
  {
    in: 'skupper/untilReported.ts',
    says: '',
    test: { short: 'a second before an object is made again' },
  },
  { in: 'skupper/untilSiteReady.ts', says: 'has no load balancer address yet', test: addresses },
  {
    in: 'verify.ts',
    says: '',
    test: { short: 'a minute, and the first difference is told' },
  },
];
