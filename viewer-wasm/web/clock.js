// The hub's time of day, as well as a page can know it: a phone's own clock may be minutes off.

const WRONG_MS = 2000;  // the Date header has whole seconds: less than this is no error
const HALF_SECOND_MS = 500;

export class Clock {
  skew_ms = 0;

  ticks() { return performance.now(); }
  now() { return Date.now() + this.skew_ms; }

  // Learns from an answer of the hub; `asked` is Date.now() of the moment it was asked.
  learn(response, asked) {
    const told = Date.parse(response.headers.get('Date') ?? '');
    if (Number.isNaN(told)) return;
    const skew = told + HALF_SECOND_MS - (asked + Date.now()) / 2;
    this.skew_ms = Math.abs(skew) > WRONG_MS ? skew : 0;
  }
}
