import { useTexts } from '../../../hooks/useTexts';
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
  const Icon = iconOf(node.state);
  const lines = applicationLines(node, number => t('topology.moreApplications', { number }));
  return (
    <g transform={`translate(${x} ${y})`}>
      <title>{node.cluster}</title>
      <rect
        width={width}
        height={height}
        rx={8}
        className={`${styles.node} ${styles[toneOf(node.state)]} ${styles[node.kind]}`}
      />
      <text x={padding} y={24} className={styles.name}>
        {shorten(node.cluster, 22)}
      </text>
      <Icon x={padding} y={33} size={16} className={styles[`icon-${toneOf(node.state)}`]} />
      <text x={padding + 22} y={46} className={styles.detail}>
        {t(`role.${node.kind}`)} · {t(`observed.${node.state}`)}
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
