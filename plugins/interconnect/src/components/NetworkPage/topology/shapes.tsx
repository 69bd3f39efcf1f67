import { RiHistoryLine } from '@remixicon/react';
import { useIsStale, useNow } from '../../../hooks/clock';
import { useTexts } from '../../../hooks/useTexts';
import { iconOf, toneOf } from '../../common/StateMark';
import { ago, since } from '../../common/time';
import { Box, classes, NodeShape, shorten } from '../../drawing/Drawing';
import drawing from '../../drawing/Drawing.module.css';
import { applicationLines, Edge, lineHeights } from './layout';
import styles from './Topology.module.css';
import { ClusterNode, GroupNode } from './topologyOf';

const padding = 12;

/** A cluster: name, role, state, and its applications. */
export function ClusterShape(props: { box: Box<ClusterNode> }) {
  const t = useTexts();
  const { node, width } = props.box;
  const now = useNow();
  const isStale = useIsStale();
  const stale = node.observedAt !== undefined && isStale(node.observedAt);
  const state = t(`observed.${node.state}`);
  const lines = applicationLines(node, number => t('topology.moreApplications', { number }));
  return (
    <NodeShape
      box={props.box}
      state={node.state}
      {...(stale && { tone: 'stale' })}
      icon={{ ...(stale && { is: RiHistoryLine }), x: padding, y: 33, size: 16 }}
      title={node.cluster}
      radius={8}
      className={classes(styles.cluster, styles[node.kind])}
    >
      <text x={padding} y={24} className={drawing.name}>
        {shorten(node.cluster, 22)}
      </text>
      <text x={padding + 22} y={46} className={drawing.detail}>
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
          className={drawing.detail}
        >
          <title>{line}</title>
          {shorten(line, 25)}
        </text>
      ))}
    </NodeShape>
  );
}

/** Many spokes as one: drawn as a pile. */
export function GroupShape(props: { box: Box<GroupNode> }) {
  const t = useTexts();
  const { node, height } = props.box;
  const number = `${node.count}`;
  return (
    <NodeShape
      box={props.box}
      state={node.link}
      icon={{ x: 12, y: height / 2 - 8, size: 16 }}
      radius={8}
      pile={6}
    >
      <text x={36} y={height / 2 + 5} className={drawing.name}>
        {t(node.healthy ? 'topology.healthy' : `topology.group.${node.link}`, { number })}
      </text>
    </NodeShape>
  );
}

/** Of a letter, about. */
const letterWidth = 6.2;
const lineHeight = 15;

/**
 * A link: coloured and dashed by what was observed, with an icon and a text, and since when it is
 * not up.
 */
export function LinkShape(props: { edge: Edge }) {
  const t = useTexts();
  const now = useNow();
  const isStale = useIsStale();
  const { node, path, mark } = props.edge;
  const state = node.kind === 'hub' ? 'Unknown' : (node.link ?? 'Unknown');
  const stale = node.kind === 'spoke' && node.observedAt !== undefined && isStale(node.observedAt);
  const tone = stale ? 'stale' : toneOf(state);
  const Icon = stale ? RiHistoryLine : iconOf(state);
  const [label, ...more] = [t(`topology.link.${state}`), ...details()];
  const width = 36 + Math.max(...[label, ...more].map(({ length }) => length)) * letterWidth;
  const height = 8 + (1 + more.length) * lineHeight;
  const [left, top] = [mark.x - width / 2, mark.y - height / 2];
  return (
    <g>
      <path
        d={path}
        className={classes(styles.link, styles[`link-${state}`], stale ? styles.stale : undefined)}
      />
      <rect
        x={left}
        y={top}
        width={width}
        height={height}
        rx={11}
        className={classes(drawing.node, drawing[tone])}
        style={{ strokeWidth: 1 }}
      />
      <Icon x={left + 7} y={top + 4.5} size={14} className={drawing[`icon-${tone}`]} />
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
    return stale ? [] : [since(t, node.since, now)];
  }
}
