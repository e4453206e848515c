#include "hub/store/mp4_init.h"

#include <spdlog/fmt/fmt.h>

#include <array>

#include "hub/media/box_reader.h"

namespace sunhall {
namespace {

constexpr std::size_t kVisualEntryBytes = 78;  // of a VisualSampleEntry, before its boxes

/// `avc1.640028`: profile, constraints and level as they stand in avcC.
std::string avc_codecs(std::string_view name, std::span<const std::uint8_t> entry) {
  const auto config = find_box(entry, four_cc("avcC"));
  if (!config || config->content.size() < 4) return {};
  const auto bytes = config->content;
  return fmt::format("{}.{:02x}{:02x}{:02x}", name, bytes[1], bytes[2], bytes[3]);
}

/// `hvc1.1.6.L93.B0`: profile, compatibility in reversed bits, tier and level, constraints.
std::string hevc_codecs(std::string_view name, std::span<const std::uint8_t> entry) {
  const auto config = find_box(entry, four_cc("hvcC"));
  if (!config || config->content.size() < 13) return {};
  BoxReader reader(config->content);
  reader.skip(1);  // configurationVersion
  const std::uint8_t profile = reader.u8();
  const std::uint32_t compatibility = reader.u32();
  std::array<std::uint8_t, 6> constraints{};
  for (std::uint8_t& byte : constraints) byte = reader.u8();
  const std::uint8_t level = reader.u8();

  std::uint32_t reversed = 0;
  for (int bit = 0; bit < 32; ++bit) reversed |= (compatibility >> bit & 1U) << (31 - bit);
  const std::string space = profile >> 6 == 0 ? "" : std::string(1, char('A' + (profile >> 6) - 1));
  std::string text = fmt::format("{}.{}{}.{:x}.{}{}", name, space, profile & 31, reversed,
                                 profile & 32 ? 'H' : 'L', level);
  std::size_t count = constraints.size();
  while (count > 0 && constraints[count - 1] == 0) --count;
  for (std::size_t i = 0; i < count; ++i) text += fmt::format(".{:X}", constraints[i]);
  return text;
}

void read_sample_entry(std::span<const std::uint8_t> stsd, Mp4Init& init) {
  BoxReader reader(stsd);
  reader.skip(8);  // version, flags, entry_count
  const auto entry = next_box(reader);
  if (!entry || entry->content.size() < kVisualEntryBytes) return;
  BoxReader fields(entry->content);
  fields.skip(24);
  init.width = fields.u16();
  init.height = fields.u16();
  const auto boxes = entry->content.subspan(kVisualEntryBytes);
  if (entry->type == four_cc("avc1")) init.codecs = avc_codecs("avc1", boxes);
  if (entry->type == four_cc("avc3")) init.codecs = avc_codecs("avc3", boxes);
  if (entry->type == four_cc("hvc1")) init.codecs = hevc_codecs("hvc1", boxes);
  if (entry->type == four_cc("hev1")) init.codecs = hevc_codecs("hev1", boxes);
}

std::uint32_t read_timescale(std::span<const std::uint8_t> mdhd) {
  BoxReader reader(mdhd);
  const bool is_long = reader.u32() >> 24 == 1;
  reader.skip(is_long ? 16 : 8);  // creation and modification time
  return reader.u32();
}

void read_defaults(std::span<const std::uint8_t> trex, SampleDefaults& defaults) {
  BoxReader reader(trex);
  reader.skip(12);  // version, flags, track_ID, default_sample_description_index
  defaults.duration = reader.u32();
  defaults.size = reader.u32();
  defaults.flags = reader.u32();
}

/// Finds a box below others.
std::optional<Box> find_path(std::span<const std::uint8_t> bytes,
                             std::initializer_list<std::uint32_t> types) {
  std::optional<Box> found;
  for (const std::uint32_t type : types) {
    found = find_box(found ? found->content : bytes, type);
    if (!found) return std::nullopt;
  }
  return found;
}

}  // namespace

std::optional<Mp4Init> read_moov(std::span<const std::uint8_t> content) {
  const auto media = find_path(content, {four_cc("trak"), four_cc("mdia")});
  const auto header = media ? find_box(media->content, four_cc("mdhd")) : std::nullopt;
  if (!header) return std::nullopt;
  Mp4Init init;
  init.timescale = read_timescale(header->content);
  if (init.timescale == 0) return std::nullopt;
  const auto samples =
      find_path(media->content, {four_cc("minf"), four_cc("stbl"), four_cc("stsd")});
  if (samples) read_sample_entry(samples->content, init);
  const auto defaults = find_path(content, {four_cc("mvex"), four_cc("trex")});
  if (defaults) read_defaults(defaults->content, init.defaults);
  return init;
}

}  // namespace sunhall
