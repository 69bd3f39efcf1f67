import { useNow } from '../../../hooks/useNow';
import { useTexts } from '../../../hooks/useTexts';
import { lasting } from '../../common/ago';
import { iconOf, toneOf } from '../../common/StateMark';
import { Edge } from './layout';
import styles from './Topology.module.css';

/** A link: coloured and dashed by what was observed, with an icon and a text, and since when it is not up. */
export function LinkShape(props: { edge: Edge }) {
  const t = useTexts();
  const now = useNow();
  const { node, path, mark } = props.edge;
  const state = node.kind === 'hub' ? 'Unknown' : (node.link ?? 'Unknown');
  const tone = toneOf(state);
  const Icon = iconOf(state);
  const since = node.kind === 'spoke' && state !== 'Up' ? node.since : undefined;
  const text = t(`topology.link.${state}`);
  const label = since ? t('topology.linkFor', { link: text, span: lasting(t, since, now) }) : text;
  const width = 34 + label.length * 6.3;
  return (
    <g>
      <path d={path} className={`${styles.link} ${styles[`link-${state}`]}`} />
      <rect
        x={mark.x - width / 2}
        y={mark.y - 12}
        width={width}
        height={20}
        rx={10}
        className={`${styles.pill} ${styles[tone]}`}
      />
      <Icon
        x={mark.x - width / 2 + 6}
        y={mark.y - 9}
        size={14}
        className={styles[`icon-${tone}`]}
      />
      <text x={mark.x - width / 2 + 24} y={mark.y + 2} className={styles.small}>
        {label}
      </text>
    </g>
  );
}
