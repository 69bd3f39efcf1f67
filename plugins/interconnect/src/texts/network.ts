/** Texts of the page of one network. */
export const networkTexts = {
  'network.title': 'Network {{network}}',
} as const;
