import type { Config } from '@backstage/config';
import { z } from 'zod';
import { configIssues } from '../../configIssues';

/** Where management clusters are configured. */
export const managementKey = 'interconnect.managementClusters';

const text = z.string().min(1);
const place = {
  namespace: text.describe('the namespace in which the objects are'),
  selector: text.optional(),
};
const provider = z.strictObject({
  name: text,
  command: text,
  args: z.array(z.string()).default([]),
  env: z.array(z.strictObject({ name: text, value: z.string() })).default([]),
  apiVersion: z
    .enum(['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1'])
    .default('client.authentication.k8s.io/v1'),
  provideClusterInfo: z.boolean().default(false),
});
const managementClusters = z.array(
  z
    .strictObject({
      cluster: text,
      kubeconfigSecrets: z.strictObject(place).optional(),
      clusterProfiles: z.strictObject({ ...place, providers: z.array(provider).min(1) }).optional(),
    })
    .refine(entry => entry.kubeconfigSecrets ?? entry.clusterProfiles, {
      message: 'is without kubeconfigSecrets and clusterProfiles: one of them is needed',
    }),
);

/** One entry of `interconnect.managementClusters`. */
export type ManagementConfig = z.infer<typeof managementClusters>[number];

/** A program that gives credentials, as whoever runs the worker has configured it. */
export type AccessProvider = z.infer<typeof provider>;

/**
 * Reads `interconnect.managementClusters`.
 *
 * @throws Error that names the key, what is wrong and what is accepted
 */
export function readManagementConfig(config: Config): ManagementConfig[] {
  const result = managementClusters.safeParse(config.getOptional(managementKey) ?? []);
  if (result.success) return result.data;
  throw new Error(configIssues(managementKey, result.error));
}
