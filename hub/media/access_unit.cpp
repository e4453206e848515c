#include "hub/media/access_unit.h"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>

#include "hub/media/box_reader.h"

namespace sunhall {
namespace {

constexpr std::size_t kVisualEntryBytes = 78;  // of a VisualSampleEntry, before its boxes
constexpr std::uint32_t kSampleIsNotSync = 0x0001'0000;
constexpr int kNalLengthBytes = 4;
constexpr std::uint64_t kTimeMax = std::uint64_t{1} << 53;  // beyond this it is no time

tl::unexpected<Error> bad(std::string what) {
  return fail(ErrorKind::kBadInput, std::move(what));
}

/// Takes `count` parameter sets, each with its length in two bytes before it.
bool take_sets(BoxReader& reader, int count, ParameterSets& sets) {
  for (int i = 0; i < count; ++i) {
    const std::size_t size = reader.u16();
    if (reader.failed() || size == 0 || size > reader.left()) return false;
    const auto bytes = reader.rest().first(size);
    sets.emplace_back(bytes.begin(), bytes.end());
    reader.skip(size);
  }
  return !reader.failed();
}

/// ISO/IEC 14496-15 §5.3.3.1.2, AVCDecoderConfigurationRecord.
bool read_avcc(std::span<const std::uint8_t> config, ParameterSets& sets) {
  BoxReader reader(config);
  reader.skip(4);  // version, profile, constraints, level
  const int length_bytes = (reader.u8() & 3) + 1;
  const int sps_count = reader.u8() & 31;
  if (!take_sets(reader, sps_count, sets)) return false;
  const int pps_count = reader.u8();
  return take_sets(reader, pps_count, sets) && length_bytes == kNalLengthBytes && sps_count > 0;
}

/// ISO/IEC 14496-15 §8.3.3.1.2, HEVCDecoderConfigurationRecord.
bool read_hvcc(std::span<const std::uint8_t> config, ParameterSets& sets) {
  BoxReader reader(config);
  reader.skip(21);  // version, profile, tier, level, chroma, depths, frame rate
  const int length_bytes = (reader.u8() & 3) + 1;
  const int array_count = reader.u8();
  for (int i = 0; i < array_count; ++i) {
    reader.skip(1);  // array_completeness, NAL unit type
    const int set_count = reader.u16();
    if (!take_sets(reader, set_count, sets)) return false;
  }
  return !reader.failed() && length_bytes == kNalLengthBytes && !sets.empty();
}

std::optional<Box> find_path(std::span<const std::uint8_t> bytes,
                             std::initializer_list<std::uint32_t> types) {
  std::optional<Box> found;
  for (const std::uint32_t type : types) {
    found = find_box(found ? found->content : bytes, type);
    if (!found) return std::nullopt;
  }
  return found;
}

/// A fragment on its way through its boxes: where its samples lie, and what they have in common.
struct Fragment {
  std::size_t base = 0;  // bytes, of the moof: data offsets count from here
  std::uint32_t duration = 0;
  std::uint32_t size = 0;
  std::uint32_t flags = kSampleIsNotSync;
  std::uint64_t dts = 0;
  bool has_time = false;
  std::size_t data_at = 0;  // bytes, of the next sample when a trun names no offset
};

/// Reads fragments, one after the other, out of shared bytes.
class ChunkReader {
 public:
  explicit ChunkReader(const Bytes& chunks) : owner_(chunks), bytes_(*chunks) {}

  Result<std::vector<AccessUnit>> read() {
    BoxReader reader(bytes_);
    while (reader.left() > 0) {
      const std::size_t at = reader.at();
      const auto box = next_box(reader);
      if (!box) return bad("a box is cut off");
      if (box->type != four_cc("moof")) continue;
      // The samples lie in the mdat behind it.
      if (auto done = read_moof(*box, at); !done) return tl::unexpected<Error>(done.error());
    }
    return std::move(units_);
  }

 private:
  Result<void> read_moof(const Box& moof, std::size_t at) {
    const auto traf = find_box(moof.content, four_cc("traf"));
    if (!traf) return bad("a fragment has no track");
    Fragment fragment{.base = at};
    fragment.data_at = moof.offset + moof.content.size() + 8;
    BoxReader reader(traf->content);
    while (const auto box = next_box(reader)) {
      Result<void> done;
      if (box->type == four_cc("tfhd")) done = read_tfhd(box->content, fragment);
      if (box->type == four_cc("tfdt")) done = read_tfdt(box->content, fragment);
      if (box->type == four_cc("trun")) done = read_trun(box->content, fragment);
      if (!done) return done;
    }
    return reader.left() == 0 ? Result<void>() : bad("a fragment's box is cut off");
  }

  static Result<void> read_tfhd(std::span<const std::uint8_t> content, Fragment& fragment) {
    BoxReader reader(content);
    const std::uint32_t flags = reader.u32();
    reader.skip(4);  // track_ID
    if (flags & 0x01) return bad("a fragment whose data lie elsewhere");
    if (flags & 0x02) reader.skip(4);  // sample_description_index
    if (flags & 0x08) fragment.duration = reader.u32();
    if (flags & 0x10) fragment.size = reader.u32();
    if (flags & 0x20) fragment.flags = reader.u32();
    return reader.failed() ? bad("tfhd is cut off") : Result<void>();
  }

  static Result<void> read_tfdt(std::span<const std::uint8_t> content, Fragment& fragment) {
    BoxReader reader(content);
    fragment.dts = reader.integer(reader.u32() >> 24 == 1 ? 8 : 4);
    fragment.has_time = !reader.failed() && fragment.dts < kTimeMax;
    return fragment.has_time ? Result<void>() : bad("tfdt makes no sense");
  }

  Result<void> read_trun(std::span<const std::uint8_t> content, Fragment& fragment) {
    BoxReader reader(content);
    const std::uint32_t flags = reader.u32() & 0x00ff'ffff;
    const std::uint32_t count = reader.u32();
    if (flags & 0x001) {
      // From the moof's first byte on; in ours, always forward.
      const std::uint64_t at = fragment.base + std::uint64_t{reader.u32()};
      if (at < fragment.data_at || at > bytes_.size()) return bad("samples lie outside");
      fragment.data_at = at;
    }
    const auto first_flags = flags & 0x004 ? std::optional(reader.u32()) : std::nullopt;
    if (!fragment.has_time || count > kAccessUnitsMax - units_.size()) {
      return bad("a fragment's samples make no sense");
    }
    for (std::uint32_t i = 0; i < count; ++i) {
      Sample sample{.duration = flags & 0x100 ? reader.u32() : fragment.duration};
      sample.size = flags & 0x200 ? reader.u32() : fragment.size;
      sample.flags = flags & 0x400 ? reader.u32() : fragment.flags;
      if (i == 0 && first_flags) sample.flags = *first_flags;
      // Signed in version 1; in version 0 none of ours comes near the sign.
      if (flags & 0x800) sample.offset = static_cast<std::int32_t>(reader.u32());
      if (reader.failed()) return bad("trun is cut off");
      if (auto done = add(sample, fragment); !done) return done;
    }
    return {};
  }

  struct Sample {
    std::uint32_t duration = 0;  // ticks
    std::uint32_t size = 0;      // bytes
    std::uint32_t flags = 0;
    std::int32_t offset = 0;  // ticks, of its presentation
  };

  Result<void> add(const Sample& sample, Fragment& fragment) {
    const bool is_inside =
        fragment.data_at <= bytes_.size() && sample.size <= bytes_.size() - fragment.data_at;
    if (!is_inside) return bad("a sample is cut off");
    AccessUnit unit;
    unit.owner = owner_;
    unit.dts = MediaTime(static_cast<std::int64_t>(fragment.dts));
    unit.pts = unit.dts + MediaTime(sample.offset);
    unit.duration = MediaTime(sample.duration);
    unit.is_key = (sample.flags & kSampleIsNotSync) == 0;
    BoxReader reader(bytes_.subspan(fragment.data_at, sample.size));
    while (reader.left() > 0) {
      const std::uint64_t size = reader.integer(kNalLengthBytes);
      if (reader.failed() || size == 0 || size > reader.left()) {
        return bad("a unit's length does not fit");
      }
      if (unit.units.size() >= kUnitsPerPictureMax) return bad("too many units in a picture");
      unit.units.push_back(reader.rest().first(size));
      reader.skip(size);
    }
    fragment.data_at += sample.size;
    fragment.dts += sample.duration;
    if (!unit.units.empty()) units_.push_back(std::move(unit));
    return {};
  }

  const Bytes& owner_;
  const std::span<const std::uint8_t> bytes_;
  std::vector<AccessUnit> units_;
};

}  // namespace

Result<InitFormat> read_init(std::span<const std::uint8_t> init) {
  const auto table = find_path(init, {four_cc("moov"), four_cc("trak"), four_cc("mdia"),
                                      four_cc("minf"), four_cc("stbl"), four_cc("stsd")});
  if (!table) return bad("an init without a track");
  BoxReader reader(table->content);
  reader.skip(8);  // version, flags, entry_count
  const auto entry = next_box(reader);
  if (!entry || entry->content.size() < kVisualEntryBytes) return bad("an init without an entry");
  const bool is_avc = entry->type == four_cc("avc1") || entry->type == four_cc("avc3");
  const bool is_hevc = entry->type == four_cc("hvc1") || entry->type == four_cc("hev1");
  const auto boxes = entry->content.subspan(kVisualEntryBytes);
  const auto config = is_avc    ? find_box(boxes, four_cc("avcC"))
                      : is_hevc ? find_box(boxes, four_cc("hvcC"))
                                : std::nullopt;
  if (!config) return bad("an init of neither H.264 nor H.265");
  InitFormat format{.codec = is_avc ? VideoCodec::kH264 : VideoCodec::kHevc, .sets = {}};
  BoxReader fields(entry->content);
  fields.skip(24);
  format.width = fields.u16();
  format.height = fields.u16();
  const bool is_whole =
      is_avc ? read_avcc(config->content, format.sets) : read_hvcc(config->content, format.sets);
  if (!is_whole) return bad("an init whose parameter sets are cut off");
  return format;
}

Result<std::vector<AccessUnit>> read_access_units(const Bytes& chunks) {
  return ChunkReader(chunks).read();
}

MediaTime decode_lead(std::span<const AccessUnit> pictures) {
  MediaTime lead{0};
  for (const AccessUnit& picture : pictures) lead = std::max(lead, picture.dts - picture.pts);
  return lead;
}

}  // namespace sunhall
