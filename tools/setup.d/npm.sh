# shellcheck shell=bash
# What the page and the browser tests need from npm, as tools/npm/package-lock.json pins it, in the cache folder: never in
# the checkout. CACHE/npm points to the one in use.

# fetch_npm_packages CACHE SOURCE_DIR: npm checks every package against the lock's hash; does nothing when they are there.
fetch_npm_packages() {
  local cache=$1 from=$2/tools/npm folder start
  folder=$cache/npm-$(sha256sum "$from/package-lock.json" | cut -c1-12)
  if [[ ! -d $folder ]]; then
    start=$(now_ms)
    say "Set-up fetches hls.js, Preact, htm, Noto Sans SC and playwright-core from npm (60 MB)"
    rm -rf "$folder.new"
    mkdir -p "$folder.new"
    cp "$from/package.json" "$from/package-lock.json" "$folder.new/"
    npm ci --prefix "$folder.new" --ignore-scripts --no-audit --no-fund --loglevel=error >"$cache/npm.log" 2>&1 ||
      fail "Fetching from npm failed: $(head -n 1 "$cache/npm.log") (npm's own words: $cache/npm.log)"
    mv "$folder.new" "$folder"
    done_step "$start" "hls.js, Preact, htm, Noto Sans SC and playwright-core"
  fi
  ln -sfn "$folder" "$cache/npm"
}
