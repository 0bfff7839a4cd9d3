/** Words that follow the language: a group of them is looked up anew whenever it is read. */

function isGroup(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSaying(value: unknown): value is (...facts: unknown[]) => unknown {
  return typeof value === "function";
}

/** What a sentence is told is given to it through `told`. */
export type Told = (facts: unknown[]) => unknown[];

/**
 * Stands for what `find` gives; groups inside are live too, sentences are plain.
 * `find` gives undefined before the words have come: till then whatever is read is taken for a group.
 */
export function live<T>(find: () => T | undefined, told: Told): T {
  const groups = new Map<PropertyKey, unknown>();
  const group = (): object => {
    const found = find();
    if (!isGroup(found)) throw new TypeError("These words have not come, or they are no group.");
    return found;
  };
  function inside(key: PropertyKey): unknown {
    const found = find();
    return isGroup(found) ? Reflect.get(found, key) : undefined;
  }
  function get(_: object, key: PropertyKey): unknown {
    const value = find() === undefined ? {} : inside(key);
    if (isSaying(value)) return (...facts: unknown[]) => value(...told(facts));
    if (!isGroup(value)) return value;
    if (!groups.has(key))
      groups.set(
        key,
        live(() => inside(key), told),
      );
    return groups.get(key);
  }
  const stand = new Proxy(
    {},
    {
      get,
      has: (_, key) => Reflect.has(group(), key),
      ownKeys: () => Reflect.ownKeys(group()),
      getOwnPropertyDescriptor: (_, key) => Reflect.getOwnPropertyDescriptor(group(), key),
    },
  );
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it answers as what it stands for
  return stand as T;
}
