import { Flex, Text } from '@backstage/ui';
import { ReactNode } from 'react';

/** Nothing is there: says so, and what to do about it. */
export function EmptyState(props: { title: string; text?: string; action?: ReactNode }) {
  return (
    <Flex direction="column" align="start" gap="3" py="6">
      <Text as="h3" variant="title-x-small">
        {props.title}
      </Text>
      {props.text && (
        <Text as="p" variant="body-medium" style={{ maxWidth: '60ch' }}>
          {props.text}
        </Text>
      )}
      {props.action}
    </Flex>
  );
}
