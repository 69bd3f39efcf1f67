import { useIsStale, useNow } from '../../../hooks/clock';
import { useTexts } from '../../../hooks/useTexts';
import { since } from '../../common/time';
import { iconOf, toneOf } from '../../common/StateMark';
import { Edge } from './layout';
import styles from './Topology.module.css';

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
