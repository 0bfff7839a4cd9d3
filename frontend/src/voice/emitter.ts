/** Listeners to one kind of news. */
export class Emitter<T> {
  private readonly listeners = new Set<(news: T) => void>();

  /** Listen; the answer stops it. */
  on(listener: (news: T) => void): () => void {
    // A wrapper of its own, so that one function may listen twice and stop once.
    const own = (news: T): void => listener(news);
    this.listeners.add(own);
    return () => void this.listeners.delete(own);
  }

  emit(news: T): void {
    for (const listener of this.listeners) listener(news);
  }

  get size(): number {
    return this.listeners.size;
  }
}
