/** In the place of `cross-fetch`, which brings a `fetch` of its own: Node has one. */
export default globalThis.fetch;
