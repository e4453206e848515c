// Pictures for records: small enough for a kitchen's network, and without what a camera writes beside them.
import { newId } from './ids.js';
import { localPhoto } from './sender.js';

const SIDE_MAX_PX = 2000;
const BYTES_MAX = 3 << 20;  // the hub takes 4 MiB
const QUALITIES = [0.85, 0.7, 0.5];

function load(file) {
  return new Promise((resolve, reject) => {
    const image = new Image(), url = URL.createObjectURL(file);
    image.onload = () => { URL.revokeObjectURL(url); resolve(image); };
    image.onerror = () => { URL.revokeObjectURL(url); reject(new Error('not a picture')); };
    image.src = url;
  });
}

const encode = (canvas, quality) => new Promise((resolve) => { canvas.toBlob(resolve, 'image/jpeg', quality); });

// Drawn anew: place, time and device of the camera (EXIF) stay behind; its way up is kept by the browser.
async function shrink(file) {
  const image = await load(file);
  const scale = Math.min(1, SIDE_MAX_PX / Math.max(image.naturalWidth, image.naturalHeight));
  const canvas = Object.assign(document.createElement('canvas'),
    { width: Math.max(1, Math.round(image.naturalWidth * scale)), height: Math.max(1, Math.round(image.naturalHeight * scale)) });
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  for (const quality of QUALITIES) {
    const blob = await encode(canvas, quality);
    if (blob && blob.size <= BYTES_MAX) return blob;
  }
  throw new Error('too large');
}

// Keeps a picture on the device; answers the name that records use for it until the hub has it.
export async function takePhoto(outbox, file) {
  const blob = await shrink(file);
  const id = newId();
  await outbox.keepPhoto(id, await blob.arrayBuffer(), blob.type);
  return localPhoto(id);
}
