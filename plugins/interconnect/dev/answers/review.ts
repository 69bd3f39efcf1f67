import {
  manifestChanges,
  PlanPreview,
  Review,
} from '@interconnect/backstage-plugin-interconnect-common';

const deployment = (image: string) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: web
          image: ${image}
`;

/** What a person reviews of a plan: the first application is changed, the others are new. */
export function reviewOf(plan: PlanPreview, planDigest = plan.digest): Review {
  const before = 'b'.repeat(64);
  const manifests = manifestChanges({}, plan.steps).map((change, index) =>
    index === 0 ? { ...change, before } : change,
  );
  const after = Object.fromEntries(
    manifests.map(change => [change.after ?? '', deployment('registry.example/web:2')]),
  );
  return {
    planDigest,
    manifests,
    texts: { ...after, [before]: deployment('registry.example/web:1') },
  };
}
