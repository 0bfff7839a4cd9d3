/** Lets a fake stand in for a browser's object of which only a part is used. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller says for what
export function standIn<T>(fake: object): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- that is what a fake is
  return fake as T;
}
