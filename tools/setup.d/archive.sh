# shellcheck shell=bash
# A second apt universe in the cache folder: fetches single files of other Debian suites, verified by
# Debian's keys as ever. The machine's own sources stay as they are.

readonly debian_keyring=/usr/share/keyrings/debian-archive-keyring.gpg

# debian_uri: prints the address of the Debian mirror that this machine already uses.
debian_uri() {
  # shellcheck disable=SC2016  # apt fills these in, not the shell
  apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
    awk '$1 ~ /^(bookworm|oldstable|stable)$/ && $2 == "main" {print $3; exit}'
}

# open_archive FOLDER "TYPES SUITE"...: makes an apt universe of these suites and reads its lists.
open_archive() {
  local folder=$1 uri entry
  shift
  uri=$(debian_uri)
  [[ -n $uri ]] || fail "No Debian 12 mirror is among this machine's apt sources: add one (component main) and start again."
  rm -rf "$folder"
  mkdir -p "$folder"/{lists/partial,cache/archives/partial,parts}
  for entry in "$@"; do
    printf 'Types: %s\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n\n' \
      "${entry% *}" "$uri" "${entry##* }" "$debian_keyring" >>"$folder/parts/suites.sources"
  done
  # The machine's hooks (clean-up, package kits) are about its own archive: not here.
  cat >"$folder/apt.conf" <<CONF
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
Dir::Etc::SourceList "/dev/null";
Dir::Etc::SourceParts "$folder/parts";
Dir::State::Lists "$folder/lists";
Dir::Cache "$folder/cache";
Acquire::Check-Valid-Until "false";
Acquire::Languages "none";
Acquire::Retries "3";
APT::Sandbox::User "root";
APT::Update::Error-Mode "any";
CONF
  archive_apt "$folder" update
}

# archive_apt FOLDER APT-GET-ARGUMENTS...: runs apt-get in the universe of FOLDER; fails with the reason.
archive_apt() {
  local folder=$1 log=$1/apt.log
  shift
  apt-get -c "$folder/apt.conf" -q "$@" >"$log" 2>&1 ||
    fail "Fetching from the Debian archive failed: $(apt_reason "$log") (apt's own words: $log)"
}
