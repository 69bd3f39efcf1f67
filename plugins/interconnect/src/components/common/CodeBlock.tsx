import { ButtonIcon, VisuallyHidden } from '@backstage/ui';
import { RiCheckLine, RiErrorWarningLine, RiFileCopyLine } from '@remixicon/react';
import { useEffect, useState } from 'react';
import { useTexts } from '../../hooks/useTexts';
import styles from './CodeBlock.module.css';
import { ScrollArea } from './ScrollArea';

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

/**
 * Copies a text; says so to everybody, screen readers included. `what` names it: "address",
 * "command".
 */
export function CopyButton(props: { text: string; what: string }) {
  const t = useTexts();
  const [result, setResult] = useState<'done' | 'failed'>();

  useEffect(() => {
    if (!result) return undefined;
    const timer = setTimeout(() => setResult(undefined), 4_000);
    return () => clearTimeout(timer);
  }, [result]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(props.text);
      setResult('done');
    } catch {
      setResult('failed'); // not allowed, or no secure context
    }
  }

  const said = {
    done: t('copy.done', { what: props.what }),
    failed: t('copy.failed'),
  };
  const icons = { done: <RiCheckLine />, failed: <RiErrorWarningLine /> };
  const label = t('copy.action', { what: props.what });
  return (
    <span title={result ? said[result] : label}>
      <ButtonIcon
        size="small"
        variant="tertiary"
        aria-label={label}
        icon={result ? icons[result] : <RiFileCopyLine />}
        onPress={copy}
      />
      <VisuallyHidden role="status">{result && said[result]}</VisuallyHidden>
    </span>
  );
}
