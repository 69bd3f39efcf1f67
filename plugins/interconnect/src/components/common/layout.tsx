import { configApiRef, useApi, useRouteRef } from '@backstage/core-plugin-api';
import { Card, CardBody, CardHeader, Header, HeaderProps, Text } from '@backstage/ui';
import { ReactNode, useEffect, useId } from 'react';
import { useLocation } from 'react-router-dom';
import { useTexts } from '../../hooks/useTexts';
import { clustersRouteRef, homeRouteRef, rootRouteRef } from '../../routes';
import styles from './layout.module.css';

/**
 * Header of a page, whose title is that of the browser's tab as well, after the part of the page
 * that is shown (the tab that is open, if nothing else is said): "Services · shop | Portal".
 */
export function PageHeader({ part, ...props }: HeaderProps & { title: string; part?: string }) {
  const { pathname } = useLocation();
  const [, ...tabs] = props.tabs ?? []; // the first one is the page itself
  const tab = tabs.find(item => 'href' in item && item.href === pathname)?.label;
  usePageTitle(props.title, part ?? tab);
  return <Header {...props} className={styles.header} />;
}

/** Sets the title of the browser's tab while the component is there. */
export function usePageTitle(page: string, part = page) {
  const app = useApi(configApiRef).getOptionalString('app.title') ?? 'Backstage';
  const title = `${part === page ? page : `${part} · ${page}`} | ${app}`;
  useEffect(() => {
    const before = document.title;
    document.title = title;
    return () => {
      document.title = before;
    };
  }, [title]);
}

/** Header of the pages that list things, with tabs between them. */
export function ListHeader(props: {
  active: 'home' | 'networks' | 'clusters';
  title: string;
  description: string;
  actions?: ReactNode;
}) {
  const t = useTexts();
  const home = useRouteRef(homeRouteRef);
  const networks = useRouteRef(rootRouteRef);
  const clusters = useRouteRef(clustersRouteRef);
  return (
    <PageHeader
      title={props.title}
      description={props.description}
      customActions={props.actions}
      activeTabId={props.active}
      tabs={[
        { id: 'home', label: t('tab.home'), href: home() },
        { id: 'networks', label: t('tab.networks'), href: networks() },
        { id: 'clusters', label: t('tab.clusters'), href: clusters() },
      ]}
    />
  );
}

/** A part of a tab, with a heading. */
export function Section(props: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <Card>
        <CardHeader>
          <Text as="h3" id={id} variant="title-x-small">
            {props.title}
          </Text>
        </CardHeader>
        <CardBody className={styles.onCard}>{props.children}</CardBody>
      </Card>
    </section>
  );
}
