import { useMemo } from 'react';
import { useTexts } from '../../../hooks/useTexts';
import { PickerOption } from '../fields/Picker';
import { useRequest } from '../RequestContext';
import { clusterDetails } from './clusterOptions';

/** The members of the network, the hub first, with what is known of them. */
export function useMemberOptions(): PickerOption[] {
  const t = useTexts();
  const { document, clusters } = useRequest();
  const { hub, spokes } = document;
  return useMemo(() => {
    const known = new Map(clusters.value?.map(cluster => [cluster.name, clusterDetails(cluster)]));
    const roles = new Map<string, string>();
    for (const { cluster } of spokes ?? []) if (cluster) roles.set(cluster, t('role.spoke'));
    const members = hub?.cluster ? [hub.cluster, ...roles.keys()] : [...roles.keys()];
    if (hub?.cluster) roles.set(hub.cluster, t('role.hub'));
    return [...new Set(members)].map(name => ({
      id: name,
      label: name,
      description: [roles.get(name), known.get(name)].filter(Boolean).join(' · '),
    }));
  }, [t, hub?.cluster, spokes, clusters.value]);
}
