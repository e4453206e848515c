# shellcheck shell=bash
# Which Debian packages each purpose needs, and how they are installed.

readonly packages_build="ca-certificates ccache cmake dpkg-dev g++ ninja-build pkg-config python3 xz-utils
  doctest-dev libexpected-dev nlohmann-json3-dev"
# Some machines' nodejs brings its own npm, and Debian's conflicts with it.
packages_npm=$(command -v npm >/dev/null || printf npm)
readonly packages_npm packages_web="$packages_build $packages_npm clang-19 lld-19 llvm-19 node-acorn nodejs
  fonts-noto-cjk fonttools python3-brotli python3-cairo"
readonly packages_run="$packages_web
  libavcodec-dev libavformat-dev libavutil-dev libboost1.81-dev libcli11-dev libcsv-dev libcurl4-openssl-dev libegl-dev
  libfreetype-dev libgles-dev libmodbus-dev libmosquitto-dev libosip2-dev libpng-dev libpugixml-dev libqrcodegencpp-dev
  libsdl2-dev libsodium-dev libspdlog-dev libsqlite3-dev libssl-dev libswscale-dev libtomlplusplus-dev
  libxlsxwriter-dev libzip-dev
  ffmpeg libegl1 libgl1-mesa-dri libgles2 x11-xserver-utils xauth xvfb
  gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-bad gstreamer1.0-plugins-base gstreamer1.0-plugins-good
  python3-gi python3-gst-1.0 python3-numpy python3-paho-mqtt"
# shellcheck disable=SC2034  # packages_for reads the lists by their names
readonly packages_test="$packages_run
  clang-format-19 clang-tidy-19 git libclang-rt-19-dev shellcheck xdotool
  chromium curl gstreamer1.0-libav gstreamer1.0-tools mosquitto mpv nginx openssl sip-tester vlc-bin vlc-plugin-base"

# packages_for PURPOSE: prints the packages of a purpose, one a line.
packages_for() {
  local list="packages_$1"
  xargs -n 1 <<<"${!list}" | sort -u
}

# missing_packages PURPOSE: prints those that are not installed, in one dpkg-query call (20 ms).
missing_packages() {
  local wanted
  mapfile -t wanted < <(packages_for "$1")
  # dpkg-query fails when it does not know a package: that one is then simply not in its answer.
  comm -23 <(printf '%s\n' "${wanted[@]}") \
    <(dpkg-query -W -f '${db:Status-Abbrev}${Package}\n' "${wanted[@]}" 2>/dev/null | sed -n 's/^ii *//p' | sort -u)
}

# Turns apt's status lines on stdin into a progress line at every fifth of the way.
show_apt_progress() {
  awk -F: -v OFS= '$1 == "dlstatus" || $1 == "pmstatus" {
    doing = $1 == "dlstatus" ? "downloading" : "unpacking"
    fifth = int($3 / 20)
    if (doing fifth != last) { last = doing fifth; print "  … ", doing, " ", fifth * 20, " %"; fflush() }
  }'
}

# apt_reason LOG: prints why apt failed, as far as its log tells.
apt_reason() {
  if grep -qiE 'no space left|not enough free space' "$1"; then
    printf 'the disk is full'
  elif grep -qiE 'resolving|unable to connect|could not connect|connection (failed|timed out)|network is unreachable' "$1"; then
    printf 'the Debian archive cannot be reached: is there a network?'
  elif grep -q 'Unable to locate package' "$1"; then
    printf 'the archive does not know a package (%s): does this machine use Debian 12 with component main?' \
      "$(sed -n 's/.*Unable to locate package //p' "$1" | head -n 1)"
  else
    printf '%s' "$(grep -E '^(E|dpkg: error):?' "$1" | head -n 1)"
  fi
}

# as_root COMMAND...: runs it as root, by sudo when need be.
as_root() {
  if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

# install_packages PURPOSE: installs what is missing, says so before; does nothing when all are there.
install_packages() {
  local missing log start
  mapfile -t missing < <(missing_packages "$1")
  ((${#missing[@]} > 0)) || return 0
  # shellcheck disable=SC1091
  (. /etc/os-release && [[ ${ID:-} == debian && ${VERSION_ID:-} == 12 ]]) ||
    fail "Sunhall is built on Debian 12, this is $(. /etc/os-release && echo "${PRETTY_NAME:-another system}"). Missing: ${missing[*]}"
  ((EUID == 0)) || command -v sudo >/dev/null ||
    fail "Set-up must install packages and is neither root nor has sudo. As root, run: apt-get install ${missing[*]}"
  need_space /usr 2500
  say "Set-up installs ${#missing[@]} Debian packages with apt: ${missing[*]}"
  log=$(mktemp)
  start=$(now_ms)
  # A third-party source that is down must not stop us: the install below says whether anything is amiss.
  as_root apt-get update -q -o DPkg::Lock::Timeout=600 >"$log" 2>&1 || true
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
    -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0 -o APT::Status-Fd=3 "${missing[@]}" 3>&1 >>"$log" 2>&1 |
    show_apt_progress || fail "Installing packages failed: $(apt_reason "$log") (apt's own words: $log)"
  rm -f "$log"
  done_step "$start" "${#missing[@]} packages installed"
}
