import { RiHistoryLine } from '@remixicon/react';
import { useIsStale, useNow } from '../../../hooks/clock';
import { useTexts } from '../../../hooks/useTexts';
import { ago } from '../../common/time';
import { iconOf, toneOf } from '../../common/StateMark';
import { applicationLines } from './applicationLines';
import { Box, lineHeights } from './layout';
import styles from './Topology.module.css';
import { ClusterNode } from './topologyOf';

const padding = 12;

/** A cluster: name, role, state, and its applications. */
export function ClusterShape(props: { box: Box<ClusterNode> }) {
  const t = useTexts();
  const { node, x, y, width, height } = props.box;
  const now = useNow();
  const isStale = useIsStale();
  const stale = node.observedAt !== undefined && isStale(node.observedAt);
  const state = t(`observed.${node.state}`);
  const Icon = stale ? RiHistoryLine : iconOf(node.state);
  const tone = stale ? 'stale' : toneOf(node.state);
  const lines = applicationLines(node, number => t('topology.moreApplications', { number }));
  return (
    <g transform={`translate(${x} ${y})`}>
      <title>{node.cluster}</title>
      <rect
        width={width}
        height={height}
        rx={8}
        className={`${styles.node} ${styles[tone]} ${styles[node.kind]}`}
      />
      <text x={padding} y={24} className={styles.name}>
        {shorten(node.cluster, 22)}
      </text>
      <Icon x={padding} y={33} size={16} className={styles[`icon-${tone}`]} />
      <text x={padding + 22} y={46} className={styles.detail}>
        {t(`role.${node.kind}`)} ·{' '}
        {stale ? t('topology.stale', { state, ago: ago(t, node.observedAt!, now) }) : state}
      </text>
      {lines.length > 0 && (
        <line
          x1={0}
          x2={width}
          y1={lineHeights.head}
          y2={lineHeights.head}
          className={styles.rule}
        />
      )}
      {lines.map((line, index) => (
        <text
          key={index}
          x={padding}
          y={lineHeights.head + 4 + (index + 0.7) * lineHeights.application}
          className={styles.detail}
        >
          <title>{line}</title>
          {shorten(line, 25)}
        </text>
      ))}
    </g>
  );
}

function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
