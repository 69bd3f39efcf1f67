import { useRouteRef } from '@backstage/core-plugin-api';
import { Cell, CellText, Link } from '@backstage/ui';
import { useMemo } from 'react';
import { useTexts } from '../../hooks/useTexts';
import { networkRouteRef } from '../../routes';
import { DataColumn } from '../common/DataTable';
import { Quiet } from '../common/cells';
import styles from './ClustersPage.module.css';
import { ClusterRow } from './clusterRow';

/** Columns of the table of clusters. `usesKnown`: whether it is known which networks there are. */
export function useClusterColumns(usesKnown: boolean): DataColumn<ClusterRow>[] {
  const t = useTexts();
  const network = useRouteRef(networkRouteRef);
  return useMemo(
    () => [
      {
        id: 'name',
        width: '1fr',
        minWidth: 140,
        label: t('clusters.name'),
        isRowHeader: true,
        sortBy: row => row.name,
        cell: row => <CellText title={row.name} description={row.title} />,
      },
      {
        id: 'labels',
        width: '1.4fr',
        minWidth: 200,
        label: t('clusters.labels'),
        cell: row => (
          <Cell>
            <Labels labels={row.labels ?? {}} />
          </Cell>
        ),
      },
      {
        id: 'projects',
        width: '1fr',
        minWidth: 150,
        label: t('clusters.projects'),
        sortBy: row => row.projects?.join(', ') ?? '',
        cell: row => <CellText title={row.projects?.join(', ') ?? t('clusters.allProjects')} />,
      },
      {
        id: 'source',
        width: '1fr',
        minWidth: 130,
        label: t('clusters.source'),
        sortBy: row => row.source ?? '',
        cell: row => <CellText title={row.source ?? '–'} />,
      },
      {
        id: 'networks',
        width: '1.6fr',
        minWidth: 220,
        label: t('clusters.networks'),
        sortBy: row => row.uses.length,
        cell: row => (
          <Cell>
            {row.uses.length === 0 && <Quiet>{usesKnown ? t('clusters.unused') : '–'}</Quiet>}
            <ul className={styles.list}>
              {row.uses.map(use => (
                <li key={`${use.project}/${use.network}`}>
                  <Link href={network({ project: use.project, network: use.network })}>
                    {t('clusters.usage', {
                      network: `${use.project}/${use.network}`,
                      role: t(`role.${use.role}`),
                    })}
                  </Link>
                </li>
              ))}
            </ul>
          </Cell>
        ),
      },
    ],
    [t, network, usesKnown],
  );
}

function Labels(props: { labels: Record<string, string> }) {
  const t = useTexts();
  const labels = Object.entries(props.labels);
  if (labels.length === 0) return <Quiet>{t('clusters.noLabels')}</Quiet>;
  return (
    <ul className={styles.list}>
      {labels.map(([key, value]) => (
        <li key={key}>
          {key}: {value}
        </li>
      ))}
    </ul>
  );
}
