/** Where the server is: our own origin, unless the client was built for another one. */

const built: unknown = import.meta.env.VITE_BACKEND_URL;

/** The base of REST, without a slash at the end. */
export const apiBase =
  typeof built === "string" && built !== ""
    ? built.replace(/\/+$/u, "")
    : `${globalThis.location?.origin ?? ""}/api`;

const builtFull: unknown = import.meta.env.VITE_FULL_BACKEND_URL;

/** The origin of the socket; empty for our own. */
export const socketOrigin = typeof builtFull === "string" ? builtFull.replace(/\/+$/u, "") : "";
