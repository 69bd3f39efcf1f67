import { CopyButton } from './CopyButton';
import { ScrollArea } from './ScrollArea';
import styles from './CodeBlock.module.css';

/** Text for a terminal or a file, with a button that copies it. `what` names it: "command". */
export function CodeBlock(props: { text: string; what: string }) {
  return (
    <div className={styles.block}>
      <ScrollArea label={props.what} className={styles.scroll}>
        <pre className={styles.text}>
          <code>{props.text}</code>
        </pre>
      </ScrollArea>
      <CopyButton text={props.text} what={props.what} />
    </div>
  );
}
