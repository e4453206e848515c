// The chain that ties all entries of a home together.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "hub/records/entry.h"
#include "native/sha256.h"

namespace sunhall {

using Salt = std::array<std::uint8_t, 16>;

/// What goes after the keeping time, as the chain vouches for it.
struct EntryContent {
  Salt salt{};
  std::string_view reason;
  std::string_view body;
};

/// What the chain begins from: SHA-256 of `sunhall.records`, a zero byte and the home's id.
Digest genesis_digest(std::string_view site);

/// SHA-256 of the salt, the reason and the body, each text behind its length in bytes.
Digest content_digest(const EntryContent& content);

/// A link: SHA-256 of the link before, the content's digest and the entry's other fields.
///
/// Shape:   previous (32 bytes), content (32), seq, id, thing, kind, step, previous id, day, made
///          (ms, then minutes of offset), received (ms), who, role, source. Integers have 8 bytes,
///          big-endian; texts stand behind their length in bytes as 4 bytes, big-endian.
/// Source:  docs/records.md, "The chain".
Digest entry_digest(const Digest& previous, const Digest& content, const StoredEntry& entry);

/// 16 bytes that nobody can guess.
Salt make_salt();

}  // namespace sunhall
