"""Files of a page as a hub serves them: compressed forms beside each, and a version that is a hash of all content."""
import gzip
import hashlib
import re
from pathlib import Path

import brotli

SQUEEZED = {".html", ".js", ".css", ".wasm", ".json", ".txt", ".webmanifest"}


def licences(paths: list[Path]) -> bytes:
    """Joins the licences of what others wrote and the page carries."""
    return "\n\n".join(f"{path.parent.name}\n\n{path.read_text(errors='replace')}" for path in paths).encode()


def without_map(text: str) -> str:
    """Drops the address of a source map, which is not served."""
    return re.sub(r"\n//# sourceMappingURL=\S+\s*$", "\n", text)


def version_of(files: dict[str, bytes]) -> str:
    """Names this content: browsers may keep for ever what lies under it."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(name.encode() + b"\0" + hashlib.sha256(files[name]).digest())
    return digest.hexdigest()[:12]


class Squeezer:
    """Compresses, and remembers by content: Brotli at its best takes seconds."""

    def __init__(self, kept: Path):
        self.kept = kept
        kept.mkdir(parents=True, exist_ok=True)

    def squeeze(self, data: bytes) -> dict[str, bytes]:
        out = {}
        for suffix, compress in ((".br", lambda: brotli.compress(data, quality=11)), (".gz", lambda: gzip.compress(data, 9, mtime=0))):
            kept = self.kept / (hashlib.sha256(data).hexdigest() + suffix)
            if not kept.exists():
                new = kept.with_suffix(".new")
                new.write_bytes(compress())
                new.rename(kept)
            out[suffix] = kept.read_bytes()
        return out


def write(folder: Path, files: dict[str, bytes], squeezer: Squeezer) -> None:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
        if Path(name).suffix in SQUEEZED:
            for suffix, squeezed in squeezer.squeeze(data).items():
                (folder / (name + suffix)).write_bytes(squeezed)
