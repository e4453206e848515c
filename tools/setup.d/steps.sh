# shellcheck shell=bash
# Words that set-up, run and test share: one line a step, with how long it took; one sentence when it fails.

# Says one line.
say() { printf '%s\n' "$*"; }

# Ends the script with one clear sentence.
fail() {
  printf '✗ %s\n' "$*" >&2
  exit 1
}

# Milliseconds since some moment: for durations only.
now_ms() { local now=${EPOCHREALTIME//[.,]/}; printf '%s' "$((now / 1000))"; }

# seconds_since START_MS: prints the time since then as "1.2 s".
seconds_since() { local ms=$(($(now_ms) - $1)); printf '%d.%d s' "$((ms / 1000))" "$((ms % 1000 / 100))"; }

# Says what was done and how long it took: done_step START_MS TEXT.
done_step() { say "✓ $2 ($(seconds_since "$1"))"; }

# need_space FOLDER MIB: fails when the disk that FOLDER lies on has less than MIB free.
need_space() {
  local free_mib
  free_mib=$(df -Pm "$1" | awk 'NR == 2 {print $4}')
  ((free_mib >= $2)) || fail "The disk of $1 has $free_mib MiB free, set-up needs $2 MiB: free some space and start again."
}

# The folder where everything fetched and made lies: never in the checkout.
sunhall_cache() { printf '%s' "${SUNHALL_CACHE:-$HOME/.cache/sunhall}"; }

# Passes on what tells how far a step is: a quarter of a build, a finished test runner.
show_progress() {
  # No awk: Debian's reads ahead, and a line came minutes after what it tells.
  local line quarter last=0
  while IFS= read -r line || [[ -n $line ]]; do
    if [[ $line =~ ^\[([0-9]+)/([0-9]+)\] ]]; then
      quarter=$((4 * BASH_REMATCH[1] / BASH_REMATCH[2]))
      if ((quarter != last)); then
        last=$quarter
        printf '  … %d of %d\n' "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}"
      fi
    elif [[ $line =~ \ Test\ +#[0-9]+:\  ]]; then
      printf '  %s\n' "${line#"${line%%[! ]*}"}"
    fi
  done
}
