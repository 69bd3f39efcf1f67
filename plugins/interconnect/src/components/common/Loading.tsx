import { Flex, Skeleton, VisuallyHidden } from '@backstage/ui';

/** Placeholder until the first answer; `label` says to screen readers what is loading. */
export function Loading(props: { label: string }) {
  return (
    <Flex direction="column" gap="3" py="4">
      <VisuallyHidden role="status">{props.label}</VisuallyHidden>
      {['40%', '100%', '100%', '80%'].map((width, index) => (
        <Skeleton key={index} style={{ width, height: 20 }} />
      ))}
    </Flex>
  );
}
