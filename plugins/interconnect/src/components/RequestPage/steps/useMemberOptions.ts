import { useTexts } from '../../../hooks/useTexts';
import { PickerOption } from '../fields/Picker';
import { useRequest } from '../RequestContext';
import { clusterDetails } from './clusterOptions';

/** The members of the network, the hub first, with what is known of them. */
export function useMemberOptions(): PickerOption[] {
  const t = useTexts();
  const { document, clusters } = useRequest();
  const { hub, spokes = [] } = document;
  const members = [
    { name: hub?.cluster, role: t('role.hub') },
    ...spokes.map(({ cluster }) => ({ name: cluster, role: t('role.spoke') })),
  ];
  const seen = new Set<string>();
  return members.flatMap(({ name, role }) => {
    if (!name || seen.has(name)) return [];
    seen.add(name);
    const known = clusters.value?.find(cluster => cluster.name === name);
    const details = known ? clusterDetails(known) : '';
    return [
      { id: name, label: name, description: [role, ...(details ? [details] : [])].join(' · ') },
    ];
  });
}
