// Names for entries, made on the device: no hub is needed, and none is met twice.
const CHARS = 20;  // 120 bits
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

// Over plain http there is no crypto.randomUUID; getRandomValues is there everywhere.
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(CHARS));
  return Array.from(bytes, (byte) => LETTERS[byte % 64]).join('');
}
