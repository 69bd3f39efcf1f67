export interface Config {
  auth?: {
    providers?: {
      demo?: {
        /**
         * Entity references of users that anybody may sign in as, while NODE_ENV of the backend is
         * `development`.
         * @visibility frontend
         */
        users: string[];
      };
    };
  };
}
