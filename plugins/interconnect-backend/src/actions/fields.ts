import type { z as zod } from 'zod/v3';

type Zod = typeof zod;

/** Which network. */
export const networkFields = (z: Zod) => ({
  project: z.string().describe('Name of the project: a System of the catalog'),
  network: z.string().describe('Name of the network within its project'),
});

/** Which part of a list. Agents write numbers as texts too. */
export const pageFields = (z: Zod) => ({
  limit: z.coerce.number().int().optional().describe('Items at most: 1 to 500, 100 when absent'),
  cursor: z.string().optional().describe('nextCursor of the page before'),
});

/** Absent on the last page. */
export const nextCursor = (z: Zod) => z.string().optional();

/** What a network asks for; agents write objects as texts too. The backend checks every field. */
export const documentField = (z: Zod) =>
  z
    .preprocess(parsed, z.record(z.any()))
    .describe(
      'What the network asks for, as the action get-network-schema describes it. Example: {"type":"application-mesh","hub":{"cluster":"cluster-1","loadBalancer":{"allowedSources":["10.0.0.0/8"]}},"spokes":[{"cluster":"cluster-2"}],"applications":[{"name":"my-backend","clusters":["cluster-1"],"namespace":"shop","expose":true,"source":{"kind":"existing","services":["my-backend"]}}]}',
    );

function parsed(value: unknown): unknown {
  try {
    return typeof value === 'string' ? JSON.parse(value) : value;
  } catch {
    return value;
  }
}

/** A rollout without its steps. */
export const rolloutFields = (z: Zod) => ({
  id: z.string(),
  operation: z.string(),
  state: z
    .string()
    .describe('AwaitingApproval, Blocked and Paused wait for a person; agents cannot decide'),
  requestedBy: z.string(),
  onBehalfOf: z.string().optional(),
  through: z.string().optional(),
  generation: z.number(),
  startedAt: z.string(),
  endedAt: z.string().optional(),
  message: z.string().optional(),
  approval: z
    .object({
      reasons: z.array(z.string()),
      approvers: z.array(z.string()),
      expiresAt: z.string(),
      decision: z.record(z.any()).optional(),
    })
    .optional(),
});
