// Something that changes and says so.
export class News {
  #listeners = new Set();

  // Answers how to stop listening.
  on(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell() { [...this.#listeners].forEach((listener) => listener()); }
}
