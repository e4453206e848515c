// What a browser keeps for its reader; private windows may refuse, and then nothing is kept.

export function restored(name, fallback) {
  try {
    return JSON.parse(localStorage.getItem(`sunhall.${name}`)) ?? fallback;
  } catch {
    return fallback;
  }
}

export function keep(name, value) {
  try {
    localStorage.setItem(`sunhall.${name}`, JSON.stringify(value));
  } catch { /* the choice lasts as long as the page */ }
}
