import { z } from 'zod';
import {
  acceptedCluster,
  acceptedName,
  acceptedNamespace,
  acceptedService,
  clusterPattern,
  digestPattern,
  limits,
  namePattern,
  namespacePattern,
  servicePattern,
} from './fields';
import { acceptedCidr, acceptedRange } from './addressRanges';
import { NetworkDocument } from './types';

/*
 * The shape of the network document. The description of each field is what is accepted there: it stands in the
 * published JSON Schema, and in every refusal (`FieldError.accepted`). What concerns several fields is in `semantics.ts`.
 */

function build() {
  const cluster = z.string().regex(clusterPattern).describe(acceptedCluster);
  const namespace = z.string().regex(namespacePattern).describe(acceptedNamespace);

  const loadBalancer = z.strictObject({
    addresses: z
      .array(z.string().min(1).max(limits.rangeLength).describe(acceptedRange))
      .min(1)
      .max(limits.ranges)
      .describe(
        `a list with 1 to ${limits.ranges} ranges of addresses for the router of the hub, each ${acceptedRange}; without the field the load balancer that is there chooses`,
      )
      .optional(),
    allowedSources: z
      .array(z.string().min(1).max(limits.rangeLength).describe(acceptedCidr))
      .min(1)
      .max(limits.ranges)
      .describe(
        `a list with 1 to ${limits.ranges} networks that may reach the router of the hub, each ${acceptedCidr}; without the field every address may`,
      )
      .optional(),
  });

  const source = z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('existing').describe("'existing' (deployed by other means)"),
      services: z
        .array(z.string().regex(servicePattern).describe(acceptedService))
        .min(1)
        .max(limits.services)
        .describe(
          `a list with at least one name of a Service in the namespace of the application, at most ${limits.services}`,
        ),
    }),
    z.strictObject({
      kind: z.literal('manifests').describe("'manifests' (YAML that is applied)"),
      url: z
        .string()
        .regex(/\S/)
        .max(2048)
        .describe(
          'a URL that the portal may read, or a path below the configured folder (./examples/my-backend.yaml)',
        ),
      digest: z
        .string()
        .regex(digestPattern)
        .describe(
          "'sha256:' and 64 digits of 0-9, a-f: what the bytes behind the url must have; without the field any",
        )
        .optional(),
    }),
  ]);

  const application = z.strictObject({
    name: z.string().regex(namePattern).describe(acceptedName),
    clusters: z
      .array(cluster)
      .min(1)
      .max(limits.members)
      .describe('a list with at least one member (hub or spoke) that runs the application'),
    namespace,
    expose: z
      .boolean()
      .describe('true makes the annotated Services reachable from all members; false if absent')
      .optional(),
    source: source.describe(
      "{ kind: 'existing', services: [..] } or { kind: 'manifests', url: '..', digest?: '..' }",
    ),
  });

  return z
    .strictObject({
      description: z.string().max(2000).describe('a text of at most 2000 characters').optional(),
      type: z.literal('application-mesh').describe("'application-mesh'"),
      namespace: namespace
        .describe(`${acceptedNamespace}; interconnect-<network> if absent`)
        .optional(),
      hub: z
        .strictObject({
          cluster,
          loadBalancer: loadBalancer
            .describe('{ addresses?: [..], allowedSources?: [..] }')
            .optional(),
        })
        .describe("{ cluster: '..', loadBalancer?: {..} }: the member whose router accepts links")
        .optional(),
      spokes: z
        .array(z.strictObject({ cluster }).describe("{ cluster: '..' }"))
        .max(limits.spokes)
        .describe(`a list of the members whose routers dial the hub, at most ${limits.spokes}`)
        .optional(),
      applications: z
        .array(application.describe('{ name, clusters, namespace, expose?, source }'))
        .max(limits.applications)
        .describe(
          `a list of applications, servers (expose: true) and clients, at most ${limits.applications}`,
        )
        .optional(),
    })
    .describe('a network document: an object with at least a type');
}

/** Builds without the probe for `eval`, which a strict Content-Security-Policy of a portal would report. */
function withoutEval<T>(make: () => T): T {
  const { jitless } = z.config();
  z.config({ jitless: true });
  try {
    return make();
  } finally {
    z.config({ jitless });
  }
}

/** The shape of a network document. */
export const networkDocumentSchema: z.ZodType<NetworkDocument> = withoutEval(build);

/** JSON Schema (draft 2020-12) of the network document. @public */
export const networkDocumentJsonSchema: Record<string, unknown> = {
  ...z.toJSONSchema(networkDocumentSchema),
  title: 'NetworkDocument',
};
