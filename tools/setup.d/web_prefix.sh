# shellcheck shell=bash
# The web's libraries, built once into CACHE/web-prefix-KEY; CACHE/web points to the one in use.

# web_prefix_key CACHE SOURCE_DIR: prints a key of everything the prefix is made from.
web_prefix_key() {
  {
    cat "$2"/cmake/web_deps/* "$2"/cmake/emscripten.cmake "$2/tools/setup.d/web_prefix.sh"
    ls -d "$1"/em-* "$1"/src/freetype-* "$1"/src/brotli-*
  } | sha256sum | cut -c1-12
}

# Headers of Debian's header-only libraries: emcc must never see /usr/include itself.
link_headers() {
  local include=$1/include name
  mkdir -p "$include"
  for name in tl nlohmann doctest; do ln -sfn "/usr/include/$name" "$include/$name"; done
}

# Builds FreeType and Brotli for the web; does nothing when that was done.
build_web_prefix() {
  local cache=$1 source_dir=$2 prefix build start
  prefix=$cache/web-prefix-$(web_prefix_key "$cache" "$source_dir")
  if [[ ! -d $prefix ]]; then
    start=$(now_ms)
    say "Set-up builds FreeType and Brotli for the web"
    build=$cache/build-web-prefix
    rm -rf "$build" "$prefix.new"
    {
      EM_COMPILER_WRAPPER=/usr/bin/ccache cmake -S "$source_dir/cmake/web_deps" -B "$build" -G Ninja \
        -DCMAKE_TOOLCHAIN_FILE="$source_dir/cmake/emscripten.cmake" -DCMAKE_BUILD_TYPE=Release \
        -DSUNHALL_CACHE="$cache" -DCMAKE_INSTALL_PREFIX="$prefix.new" &&
        EM_COMPILER_WRAPPER=/usr/bin/ccache cmake --build "$build" --target install
    } >"$cache/web-prefix.log" 2>&1 ||
      fail "Building the web's libraries failed: $(tail -n 3 "$cache/web-prefix.log" | tr '\n' ' ') (all of it: $cache/web-prefix.log)"
    link_headers "$prefix.new"
    mv "$prefix.new" "$prefix"
    rm -rf "$build"
    done_step "$start" "Web libraries"
  fi
  ln -sfn "$prefix" "$cache/web"
}
