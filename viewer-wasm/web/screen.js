// The canvas's size in real pixels, what a notch covers, and whether anybody sees the page.

const PIXELS_MAX = 4.5e6;  // more than a phone's GPU should fill for a page that is mostly still

const canvas = document.getElementById('stage');

function insets(ratio) {
  const probe = document.createElement('div');
  probe.style.cssText = 'position:fixed;visibility:hidden;padding:env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom) env(safe-area-inset-left)';
  document.body.append(probe);
  const style = getComputedStyle(probe);
  const px = (side) => (parseFloat(style[`padding${side}`]) || 0) * ratio;
  const found = { top: px('Top'), right: px('Right'), bottom: px('Bottom'), left: px('Left') };
  probe.remove();
  return found;
}

export function pixelRatio() { return canvas.width / Math.max(1, canvas.clientWidth); }

export function watchScreen({ program, loop, feeds }) {
  const resize = () => {
    const width = canvas.clientWidth, height = canvas.clientHeight;
    if (!width || !height) return;
    const ratio = Math.min(window.devicePixelRatio || 1, Math.sqrt(PIXELS_MAX / (width * height)));
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    program.resize(canvas.width, canvas.height, ratio, insets(ratio));
    loop.draw();  // at once: a canvas that was resized is black
  };
  new ResizeObserver(resize).observe(canvas);
  addEventListener('resize', resize);
  addEventListener('orientationchange', resize);

  const show = () => {
    const shown = !document.hidden;
    program.shown(shown);
    feeds.show(shown);
    loop.pause(!shown);
  };
  document.addEventListener('visibilitychange', show);
  addEventListener('pageshow', show);

  canvas.addEventListener('webglcontextlost', (event) => {
    event.preventDefault();  // else it is never restored
    program.contextLost();
  });
  canvas.addEventListener('webglcontextrestored', () => {
    if (!program.contextRestored()) location.replace('plain');
    feeds.drawAgain();
    loop.wake();
  });
  resize();
}
