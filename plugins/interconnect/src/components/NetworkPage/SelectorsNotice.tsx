import { Alert } from '@backstage/ui';
import { labelsText, Network, someOf } from '@interconnect/backstage-plugin-interconnect-common';
import { Fragment } from 'react';
import { useTexts } from '../../hooks/useTexts';

/** Says which clusters the selectors of a network would choose otherwise by now. */
export function SelectorsNotice({ network: { selectors = [] } }: { network: Network }) {
  const t = useTexts();
  return selectors.map(({ selector, follow, joining, leaving }, index) => {
    const labels = labelsText(selector);
    const shared = {
      status: follow ? ('info' as const) : ('warning' as const),
      icon: true,
      description: t(follow ? 'selectors.follow' : 'selectors.update'),
    };
    return (
      <Fragment key={index}>
        {joining && (
          <Alert
            {...shared}
            title={t('selectors.joining', { labels, clusters: someOf(joining) })}
          />
        )}
        {leaving && (
          <Alert
            {...shared}
            title={t('selectors.leaving', { labels, clusters: someOf(leaving) })}
          />
        )}
      </Fragment>
    );
  });
}
