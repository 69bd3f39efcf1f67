import { useRouteRef } from '@backstage/core-plugin-api';
import { Header } from '@backstage/ui';
import { ReactNode } from 'react';
import { useTexts } from '../../hooks/useTexts';
import { clustersRouteRef, rootRouteRef } from '../../routes';

/** Header of the pages that list things, with tabs between them. */
export function ListHeader(props: {
  active: 'networks' | 'clusters';
  title: string;
  description: string;
  actions?: ReactNode;
}) {
  const t = useTexts();
  const networks = useRouteRef(rootRouteRef);
  const clusters = useRouteRef(clustersRouteRef);
  return (
    <Header
      title={props.title}
      description={props.description}
      customActions={props.actions}
      activeTabId={props.active}
      tabs={[
        { id: 'networks', label: t('tab.networks'), href: networks() },
        { id: 'clusters', label: t('tab.clusters'), href: clusters() },
      ]}
    />
  );
}
