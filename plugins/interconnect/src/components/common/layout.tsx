import { configApiRef, useApi, useRouteRef } from '@backstage/core-plugin-api';
import { Card, CardBody, CardHeader, Header, HeaderProps, Text } from '@backstage/ui';
import { ReactNode, useEffect, useId } from 'react';
import { useTexts } from '../../hooks/useTexts';
import { clustersRouteRef, rootRouteRef } from '../../routes';

/** Header of a page, whose title is that of the browser's tab as well: "shop | Portal". */
export function PageHeader(props: HeaderProps & { title: string }) {
  const app = useApi(configApiRef).getOptionalString('app.title') ?? 'Backstage';
  const title = `${props.title} | ${app}`;
  useEffect(() => {
    const before = document.title;
    document.title = title;
    return () => {
      document.title = before;
    };
  }, [title]);
  return <Header {...props} />;
}

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
    <PageHeader
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
        <CardBody>{props.children}</CardBody>
      </Card>
    </section>
  );
}
