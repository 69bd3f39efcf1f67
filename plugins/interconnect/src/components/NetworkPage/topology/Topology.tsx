import { Network } from '@interconnect/backstage-plugin-interconnect-common';
import { RefObject, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useIsStale } from '../../../hooks/clock';
import { useTexts } from '../../../hooks/useTexts';
import { Quiet } from '../../common/cells';
import { ObservedMark } from '../../common/StateMark';
import { classes, Drawing } from '../../drawing/Drawing';
import { ClusterShape, GroupShape, LinkShape } from './shapes';
import { layout } from './layout';
import styles from './Topology.module.css';
import { LinkState, topologyOf } from './topologyOf';

const margin = 8;

/** The network as a drawing; the table of members says the same. */
export function Topology(props: { network: Network }) {
  const t = useTexts();
  const topology = useMemo(() => topologyOf(props.network), [props.network]);
  const room = useRef<HTMLDivElement>(null);
  const available = useWidth(room);
  const { width, height, hub, spokes, edges, trunk } = useMemo(
    () => layout(topology, available && available - 2 * margin),
    [topology, available],
  );
  const { Up, Down, Unknown } = topology.counts;
  const grouped = spokes.some(({ node }) => node.kind === 'group');

  return (
    <div ref={room}>
      <Drawing
        label={t('topology.title')}
        summary={t('topology.summary', {
          hub: topology.hub?.cluster ?? '–',
          spokes: `${Up + Down + Unknown}`,
          up: `${Up}`,
          down: `${Down}`,
          unknown: `${Unknown}`,
        })}
        size={{ width, height, margin }}
        fontSize={14}
        maxHeight="70vh"
      >
        {trunk && <path d={trunk} className={styles.trunk} />}
        {edges.map((edge, index) => (
          <LinkShape key={index} edge={edge} />
        ))}
        {hub && <ClusterShape box={hub} />}
        {spokes.map(({ node, ...place }) =>
          node.kind === 'group' ? (
            <GroupShape key={`${place.x} ${place.y}`} box={{ node, ...place }} />
          ) : (
            <ClusterShape key={node.cluster} box={{ node, ...place }} />
          ),
        )}
      </Drawing>
      <Legend counts={topology.counts} observedAt={props.network.status.observedAt} />
      {grouped && <Quiet as="p">{t('topology.grouped')}</Quiet>}
    </div>
  );
}

const states = ['Up', 'Down', 'Unknown'] as const;

/** How wide an element is, in px; undefined while that is not known. */
function useWidth(ref: RefObject<HTMLElement>): number | undefined {
  const [width, setWidth] = useState<number>();
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element || typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth || undefined));
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return width;
}

/** What the lines mean, and how many there are of each. */
function Legend(props: { counts: Record<LinkState, number>; observedAt?: string }) {
  const t = useTexts();
  const isStale = useIsStale();
  const stale = props.observedAt !== undefined && isStale(props.observedAt);
  return (
    <ul className={styles.legend} aria-label={t('topology.legend')}>
      {states.map(state => (
        <li key={state}>
          <svg width={32} height={8} aria-hidden>
            <path
              d="M 0 4 H 32"
              className={classes(
                styles.link,
                styles[`link-${state}`],
                stale ? styles.stale : undefined,
              )}
            />
          </svg>
          <ObservedMark
            state={state}
            label={t('topology.count', {
              link: t(`topology.link.${state}`),
              number: `${props.counts[state]}`,
            })}
            observedAt={props.observedAt}
          />
        </li>
      ))}
    </ul>
  );
}
