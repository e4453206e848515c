# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # `files` and `start` are the caller's, `screen` is for it
# Finds the screen that ./run shows the kiosk on, or makes one that nobody sees.

readonly invisible_size=1920x1080

# A monitor hangs on a graphics card, and there is a console to draw on.
console_has_monitor() {
  compgen -G '/dev/dri/card*' >/dev/null && [[ -e /dev/tty0 ]] &&
    grep -qx connected /sys/class/drm/card*-*/status 2>/dev/null
}

# Starts Xvfb on a free display number, open to us only; sets DISPLAY and XAUTHORITY.
start_invisible_screen() {
  local number cookie begin
  begin=$(now_ms)
  export XAUTHORITY=$files/xauthority
  cookie=$(mcookie)
  rm -f "$XAUTHORITY" "$files/display"
  (umask 077 && : >"$XAUTHORITY")
  xauth -q add :0 . "$cookie"
  mkfifo "$files/display"
  # shellcheck disable=SC2016  # the inner shell expands it
  start screen bash -c 'exec Xvfb -displayfd 3 -screen 0 "$1"x24 -nolisten tcp -noreset -auth "$2" 3>"$3"' \
    xvfb "$invisible_size" "$XAUTHORITY" "$files/display"
  read -r number <"$files/display" || fail "Xvfb did not start: $(tail -n 1 "$files/screen.log")"
  rm -f "$files/display"
  xauth -q add ":$number" . "$cookie"
  export DISPLAY=:$number
  unset WAYLAND_DISPLAY
  done_step "$begin" "No display here: a screen of $invisible_size that nobody sees (Xvfb $DISPLAY)"
}

# Sets `screen`, and DISPLAY when it has to make one.
find_screen() {
  if [[ -n ${DISPLAY-} ]] && xset q >/dev/null 2>&1; then
    screen=display && say "✓ Screen: X display $DISPLAY"
  elif [[ -n ${WAYLAND_DISPLAY-} && -S ${XDG_RUNTIME_DIR-}/$WAYLAND_DISPLAY ]]; then
    screen=display && say "✓ Screen: Wayland display $WAYLAND_DISPLAY"
  elif console_has_monitor; then
    screen=console && export SDL_VIDEODRIVER=kmsdrm && say "✓ Screen: the console's monitor (KMS)"
  else
    start_invisible_screen
    screen=invisible
  fi
}

# shoot_screen FILE.png: writes what the invisible screen shows, and names the file.
shoot_screen() {
  if ffmpeg -nostdin -v error -y -f x11grab -video_size "$invisible_size" -i "$DISPLAY" -frames:v 1 "$1"; then
    say "✓ Screenshot of the screen: $1"
  else
    say "✗ The screenshot could not be written to $1"
  fi
}
