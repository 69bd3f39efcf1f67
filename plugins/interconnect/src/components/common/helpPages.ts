/** Where the documentation explains what pages speak of. */
export const helpPages = {
  ask: 'ask-for-a-network/',
  document: 'network-document/',
  exposed: 'network-document/#which-services-are-exposed',
  rollout: 'rollout/',
  blocked: 'rollout/#states',
  phases: 'read-a-network/#phase',
  rights: 'security/#who-can-do-what',
  refusal: 'troubleshooting/',
};

/** What there is help about. */
export type HelpTopic = keyof typeof helpPages;
