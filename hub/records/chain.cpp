#include "hub/records/chain.h"

#include <sys/random.h>

#include <cstdlib>
#include <span>

namespace sunhall {
namespace {

template <std::size_t N>
void add_big_endian(Sha256& sum, std::uint64_t value) {
  std::array<std::uint8_t, N> bytes{};
  for (std::size_t i = 0; i < N; ++i) {
    bytes[i] = static_cast<std::uint8_t>(value >> (8 * (N - 1 - i)));
  }
  sum.add(std::span<const std::uint8_t>(bytes));
}

void add_text(Sha256& sum, std::string_view text) {
  add_big_endian<4>(sum, text.size());
  sum.add(text);
}

void add_number(Sha256& sum, std::int64_t value) {
  add_big_endian<8>(sum, static_cast<std::uint64_t>(value));
}

}  // namespace

Digest genesis_digest(std::string_view site) {
  Sha256 sum;
  sum.add(std::string_view("sunhall.records\0", 16));
  sum.add(site);
  return sum.digest();
}

Digest content_digest(const EntryContent& content) {
  Sha256 sum;
  sum.add(std::span<const std::uint8_t>(content.salt));
  add_text(sum, content.reason);
  add_text(sum, content.body);
  return sum.digest();
}

Digest entry_digest(const Digest& previous, const Digest& content, const StoredEntry& entry) {
  Sha256 sum;
  sum.add(std::span<const std::uint8_t>(previous));
  sum.add(std::span<const std::uint8_t>(content));
  add_number(sum, entry.seq);
  add_text(sum, entry.id);
  add_text(sum, entry.thing);
  add_text(sum, entry.kind);
  add_text(sum, step_word(entry.step));
  add_text(sum, entry.previous);
  add_text(sum, format_date(entry.day));
  add_number(sum, entry.made_at.utc.time_since_epoch().count());
  add_number(sum, entry.made_at.offset.count());
  add_number(sum, entry.received_at.time_since_epoch().count());
  add_text(sum, entry.who);
  add_text(sum, entry.role);
  add_text(sum, source_word(entry.source));
  return sum.digest();
}

Salt make_salt() {
  Salt salt{};
  // Fails only before the kernel's generator is ready, which a service never sees.
  if (::getrandom(salt.data(), salt.size(), 0) != static_cast<ssize_t>(salt.size())) std::abort();
  return salt;
}

}  // namespace sunhall
