# shellcheck shell=bash
# Emscripten 3.1.69 (Debian 13's package for all machines), driven by Debian 12's own clang-19.
# Why not Debian 12's own Emscripten: docs/decisions/0003-emscripten-3.1.69-with-clang-19.md

readonly emscripten_version="3.1.69"
readonly emscripten_debs="emscripten=3.1.69+dfsg-3 binaryen=120-4 libc6/trixie libstdc++6/trixie libgcc-s1/trixie"
readonly web_sources="freetype/bookworm brotli=1.0.9-2"

# emscripten_root CACHE: prints the toolchain's folder.
emscripten_root() { printf '%s/em-%s' "$1" "$emscripten_version"; }

# Unpacks the toolchain's packages without what we never use (300 MB less).
unpack_emscripten() {
  local root=$1 debs=$2 name
  dpkg-deb --fsys-tarfile "$debs"/emscripten_*.deb |
    tar -x -C "$root" --exclude='*/wasm32-emscripten/lto*' --exclude='*/wasm32-emscripten/pic*' \
      --exclude='./usr/share/emscripten/test*' --exclude='./usr/share/doc*' --exclude='./usr/share/man*'
  mkdir -p "$root/binaryen" "$root/glibc"
  dpkg-deb -x "$debs"/binaryen_*.deb "$root/binaryen"
  for name in libc6 libstdc++6 libgcc-s1; do dpkg-deb -x "$debs/${name}"_*.deb "$root/glibc"; done
}

# Binaryen 120 needs a newer libc than Debian 12 has: each tool is called through the unpacked loader.
wrap_binaryen() {
  local root=$1 lib tool wrapper
  lib=usr/lib/$(dpkg-architecture -qDEB_HOST_MULTIARCH)
  mkdir -p "$root/bin120/bin"
  for tool in "$root"/binaryen/usr/bin/*; do
    wrapper=$root/bin120/bin/${tool##*/}
    printf '#!/bin/sh\nexec %s/ld-linux-x86-64.so.2 --library-path %s:%s %s "$@"\n' \
      "$root/glibc/$lib" "$root/binaryen/$lib" "$root/glibc/$lib" "$tool" >"$wrapper"
    chmod +x "$wrapper"
  done
}

# Tells Emscripten where its parts lie; FROZEN_CACHE: it builds no library of its own.
configure_emscripten() {
  local root=$1 home=$1/usr/share/emscripten
  mkdir -p "$home/node_modules"
  ln -sfn /usr/share/nodejs/acorn "$home/node_modules/acorn"
  cat >"$home/.emscripten" <<CONF
LLVM_ROOT = '/usr/bin'
BINARYEN_ROOT = '$root/bin120'
NODE_JS = '/usr/bin/node'
FROZEN_CACHE = True
LLVM_ADD_VERSION = '19'
CLANG_ADD_VERSION = '19'
CONF
}

# Fetches the toolchain and the sources of the web's libraries; does nothing when they are there.
fetch_emscripten() {
  local cache=$1 root start
  root=$(emscripten_root "$cache")
  [[ ! -e $root/.done-1 ]] || return 0
  [[ $(dpkg --print-architecture) == amd64 ]] || fail "The web build's toolchain is prepared for amd64 only."
  need_space "$cache" 1500
  start=$(now_ms)
  say "Set-up fetches Emscripten $emscripten_version and the sources of FreeType and Brotli (150 MB)"
  rm -rf "$root"
  mkdir -p "$root/debs" "$cache/src"
  open_archive "$root/apt" "deb trixie" "deb-src bookworm"
  # shellcheck disable=SC2086  # a list of words
  (cd "$root/debs" && archive_apt "$root/apt" download $emscripten_debs)
  say "  … unpacking"
  unpack_emscripten "$root" "$root/debs"
  wrap_binaryen "$root"
  configure_emscripten "$root"
  rm -rf "$cache"/src/{freetype,brotli}-*
  # shellcheck disable=SC2086  # a list of words
  (cd "$root/debs" && for package in $web_sources; do archive_apt "$root/apt" source --only-source "$package"; done)
  mv "$root"/debs/{freetype,brotli}-*/ "$cache/src/"
  rm -rf "$root/debs" "$root/apt"
  touch "$root/.done-1"
  done_step "$start" "Emscripten $emscripten_version"
}
