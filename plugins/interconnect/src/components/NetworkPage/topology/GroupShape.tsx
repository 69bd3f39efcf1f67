import { useTexts } from '../../../hooks/useTexts';
import { iconOf, toneOf } from '../../common/StateMark';
import { Box } from './layout';
import styles from './Topology.module.css';
import { GroupNode } from './topologyOf';

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
