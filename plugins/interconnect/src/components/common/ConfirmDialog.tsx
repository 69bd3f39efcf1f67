import { toError } from '@backstage/errors';
import { Button, Dialog, DialogBody, DialogFooter, DialogHeader, Flex } from '@backstage/ui';
import { CSSProperties, ReactNode, useState } from 'react';
import { useTexts } from '../../hooks/useTexts';
import { ErrorPanel } from './fallbacks';

/**
 * The secondary colour of Backstage UI is too faint for small text on dialogs in its dark theme
 * (WCAG 1.4.3).
 */
const readable = {
  '--bui-fg-secondary': 'color-mix(in srgb, var(--bui-fg-primary) 76%, transparent)',
} as CSSProperties;

/**
 * The red that Backstage UI takes for this button in its dark theme is too light for white text
 * (WCAG 1.4.3).
 */
const enoughContrast = { '--bg-solid-danger': 'var(--bui-negative-bg)' } as CSSProperties;

/** Asks before something is done; stays open and says why when it could not be done. */
export function ConfirmDialog(props: {
  title: string;
  /** On the button: what will be done. */
  confirm: string;
  /** On the other button; "Cancel" when absent. */
  dismiss?: string;
  destructive?: boolean;
  /** What will happen is not known (yet). */
  isDisabled?: boolean;
  children: ReactNode;
  onConfirm: () => Promise<void>;
  onClose: () => void;
}) {
  const t = useTexts();
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<Error>();

  async function confirm() {
    setPending(true);
    setError(undefined);
    try {
      await props.onConfirm();
    } catch (reason) {
      setError(toError(reason));
    }
    setPending(false);
  }

  return (
    <Dialog isOpen onOpenChange={open => !open && !pending && props.onClose()} width={640}>
      <DialogHeader>{props.title}</DialogHeader>
      <DialogBody style={readable}>
        <Flex direction="column" gap="4">
          {props.children}
          {error && <ErrorPanel error={error} />}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" isDisabled={pending} onPress={props.onClose}>
          {props.dismiss ?? t('dialog.cancel')}
        </Button>
        <Button
          variant="primary"
          destructive={props.destructive}
          isDisabled={props.isDisabled}
          isPending={pending}
          style={enoughContrast}
          onPress={confirm}
        >
          {props.confirm}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
