# shellcheck shell=bash
# Dear ImGui's source package: Debian 12's library is too old (1.92 rasterises glyphs on demand).

readonly imgui_known_version="1.92.2b+ds-1"
readonly imgui_known_sha256="e7bd201d56b5ee90d24d5dac85e5c12f98bdb95410252a62d27b7f89e4566d48"
readonly imgui_suites="forky sid"

# Fetches Dear ImGui, at least 1.92, into CACHE/src; does nothing when it is there.
#
# apt checks every file against Debian's signed index. The version we know is checked once more against
# our own hash; a newer one (the suite moves on) is taken and named.
fetch_imgui() {
  local cache=$1 start suite version="" archive
  if compgen -G "$cache/src/imgui-1.9[2-9]*/imgui.cpp" >/dev/null; then return 0; fi
  start=$(now_ms)
  say "Set-up fetches the source of Dear ImGui from the Debian archive (13 MB)"
  archive=$cache/apt-imgui
  for suite in $imgui_suites; do
    open_archive "$archive" "deb-src $suite"
    version=$(apt-cache -c "$archive/apt.conf" showsrc imgui 2>/dev/null | sed -n 's/^Version: //p' | sort -V | tail -n 1)
    if [[ -n $version ]] && dpkg --compare-versions "$version" ge 1.92; then break; fi
    version=""
  done
  [[ -n $version ]] || fail "The Debian archive has no Dear ImGui of at least 1.92 in $imgui_suites."
  mkdir -p "$archive/source" "$cache/src"
  (cd "$archive/source" && archive_apt "$archive" source --only-source "imgui=$version")
  if [[ $version == "$imgui_known_version" ]]; then
    sha256sum --check --quiet <<<"$imgui_known_sha256  $(echo "$archive"/source/imgui_*.orig.tar.xz)" >/dev/null 2>&1 ||
      fail "Dear ImGui $version came with another content than the one this project knows: not used."
  else
    say "  … the archive now has Dear ImGui $version (tried here: $imgui_known_version)"
  fi
  mv "$archive"/source/imgui-*/ "$cache/src/"
  rm -rf "$archive"
  done_step "$start" "Dear ImGui $version"
}
