import { RiHistoryLine } from '@remixicon/react';
import { useIsStale, useNow } from '../../../hooks/clock';
import { useTexts } from '../../../hooks/useTexts';
import { iconOf, toneOf } from '../../common/StateMark';
import { ago, since } from '../../common/time';
import { applicationLines, Box, Edge, lineHeights } from './layout';
import styles from './Topology.module.css';
import { ClusterNode, GroupNode } from './topologyOf';

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

/** Many spokes as one: drawn as a pile. */
export function GroupShape(props: { box: Box<GroupNode> }) {
  const t = useTexts();
  const { node, x, y, width, height } = props.box;
  const number = `${node.count}`;
  const tone = toneOf(node.link);
  const Icon = iconOf(node.link);
  return (
    <g transform={`translate(${x} ${y})`}>
      <rect x={6} y={6} width={width - 6} height={height} rx={8} className={styles.node} />
      <rect width={width - 6} height={height} rx={8} className={`${styles.node} ${styles[tone]}`} />
      <Icon x={12} y={height / 2 - 8} size={16} className={styles[`icon-${tone}`]} />
      <text x={36} y={height / 2 + 5} className={styles.name}>
        {t(node.healthy ? 'topology.healthy' : `topology.group.${node.link}`, { number })}
      </text>
    </g>
  );
}

/** Of a letter, about. */
const letterWidth = 6.2;
const lineHeight = 15;

/** A link: coloured and dashed by what was observed, with an icon and a text, and since when it is not up. */
export function LinkShape(props: { edge: Edge }) {
  const t = useTexts();
  const now = useNow();
  const isStale = useIsStale();
  const { node, path, mark } = props.edge;
  const state = node.kind === 'hub' ? 'Unknown' : (node.link ?? 'Unknown');
  const tone = toneOf(state);
  const Icon = iconOf(state);
  const [label, ...more] = [t(`topology.link.${state}`), ...details()];
  const width = 36 + Math.max(...[label, ...more].map(({ length }) => length)) * letterWidth;
  const height = 8 + (1 + more.length) * lineHeight;
  const [left, top] = [mark.x - width / 2, mark.y - height / 2];
  return (
    <g>
      <path d={path} className={`${styles.link} ${styles[`link-${state}`]}`} />
      <rect
        x={left}
        y={top}
        width={width}
        height={height}
        rx={11}
        className={`${styles.pill} ${styles[tone]}`}
      />
      <Icon x={left + 7} y={top + 4.5} size={14} className={styles[`icon-${tone}`]} />
      <text y={top + 15.5} className={styles.small}>
        {[label, ...more].map((line, index) => (
          <tspan key={line} x={left + 26} dy={index === 0 ? 0 : lineHeight}>
            {line}
          </tspan>
        ))}
      </text>
    </g>
  );

  function details(): string[] {
    if (node.kind !== 'spoke' || state === 'Up' || !node.since) return [];
    return node.observedAt && isStale(node.observedAt) ? [] : [since(t, node.since, now)];
  }
}
