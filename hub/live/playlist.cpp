#include "hub/live/playlist.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <iterator>

namespace sunhall {

namespace {

using Out = std::back_insert_iterator<std::string>;

// §4.4.3.8: CAN-SKIP-UNTIL is at least six target durations.
constexpr int kSkipTargets = 6;
// §6.2.2: parts are listed up to three target durations from the end.
constexpr int kPartTargets = 3;
// §4.4.3.8: PART-HOLD-BACK is at least twice, and should be at least three times PART-TARGET.
constexpr int kHoldBackParts = 3;

double seconds(MediaTime time) {
  return std::chrono::duration<double>(time).count();
}
double seconds(std::chrono::milliseconds time) {
  return std::chrono::duration<double>(time).count();
}

// §4.4.4.6: ISO 8601 with milliseconds.
std::string date_time(MediaTime time) {
  const WallTime wall = to_wall_time(time);
  const auto ms = wall.time_since_epoch() % std::chrono::seconds(1);
  std::string out = format_rfc3339({.utc = wall, .offset = {}});
  out.resize(out.size() - std::string_view("+00:00").size());
  return out + fmt::format(".{:03}Z", ms.count());
}

/// Writes the lines of one playlist.
class Writer {
 public:
  Writer(const Window& window, const PlaylistOptions& options)
      : window_(window), options_(options) {
    for (const LiveSegment& segment : window.segments()) {
      if (segment.number >= window.first_listed()) listed_.push_back(&segment);
    }
    if (!listed_.empty()) end_ = listed_.back()->start + listed_.back()->duration;
  }

  std::string write() {
    head();
    const std::size_t skipped = options_.skips ? count_skipped() : 0;
    if (skipped > 0) line("#EXT-X-SKIP:SKIPPED-SEGMENTS={}", skipped);
    const LiveSegment* before = nullptr;
    for (std::size_t i = 0; i < listed_.size(); ++i) {
      // §4.4.5.2: an EXT-X-SKIP stands for the segments with all that belongs to them.
      if (i >= skipped) segment(*listed_[i], before, i == skipped);
      before = listed_[i];
    }
    tail();
    return std::move(text_);
  }

 private:
  template <class... Args>
  void line(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(Out(text_), format, std::forward<Args>(args)...);
    text_ += '\n';
  }

  MediaTime targets(int count) const {
    return count * std::chrono::duration_cast<MediaTime>(window_.target_duration());
  }

  void head() {
    line("#EXTM3U");
    // §8: EXT-X-SKIP needs version 9, EXT-X-MAP with fMP4 version 6.
    line("#EXT-X-VERSION:9");
    line("#EXT-X-TARGETDURATION:{}", window_.target_duration().count());
    line("#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK={:.3f},CAN-SKIP-UNTIL={:.1f}",
         seconds(kHoldBackParts * window_.part_target()), seconds(targets(kSkipTargets)));
    line("#EXT-X-PART-INF:PART-TARGET={:.3f}", seconds(window_.part_target()));
    line("#EXT-X-MEDIA-SEQUENCE:{}", window_.first_listed());
    // §4.4.3.3: that of the first segment, which therefore carries no EXT-X-DISCONTINUITY.
    if (!listed_.empty()) {
      line("#EXT-X-DISCONTINUITY-SEQUENCE:{}", listed_.front()->discontinuity);
    }
  }

  // §6.2.5.1: segments may be skipped when they are further from the end than the skip boundary.
  std::size_t count_skipped() const {
    const MediaTime boundary = end_ - targets(kSkipTargets);
    return static_cast<std::size_t>(
        std::count_if(listed_.begin(), listed_.end(), [boundary](const LiveSegment* segment) {
          return segment->is_whole && segment->start + segment->duration < boundary;
        }));
  }

  void segment(const LiveSegment& segment, const LiveSegment* before, bool is_first) {
    const bool is_break = before != nullptr && before->run != segment.run;
    if (is_break) line("#EXT-X-DISCONTINUITY");
    if (is_break || is_first) {
      line("#EXT-X-MAP:URI=\"init-{}.mp4{}\"", segment.run, options_.url_suffix);
    }
    line("#EXT-X-PROGRAM-DATE-TIME:{}", date_time(segment.start));
    if (segment.start + segment.duration > end_ - targets(kPartTargets)) parts(segment);
    if (!segment.is_whole) return;
    line("#EXTINF:{:.5f},", seconds(segment.duration));
    line("seg-{}.m4s{}", segment.number, options_.url_suffix);
  }

  void parts(const LiveSegment& segment) {
    for (std::size_t i = 0; i < segment.parts.size(); ++i) {
      line("#EXT-X-PART:DURATION={:.5f},URI=\"part-{}-{}.m4s{}\"{}",
           seconds(segment.parts[i]->duration), segment.number, i, options_.url_suffix,
           segment.parts[i]->starts_segment ? ",INDEPENDENT=YES" : "");
    }
  }

  void tail() {
    const PartPosition next = window_.next();
    if (window_.is_running()) {
      line("#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"part-{}-{}.m4s{}\"", next.segment, next.part,
           options_.url_suffix);
    }
    if (!options_.sibling) return;
    // §4.4.5.4: the newest segment that has a part, and its newest part.
    const PartPosition& other = options_.sibling->next;
    if (other.part > 0) {
      line("#EXT-X-RENDITION-REPORT:URI=\"{}{}\",LAST-MSN={},LAST-PART={}", options_.sibling->uri,
           options_.url_suffix, other.segment, other.part - 1);
    } else {
      line("#EXT-X-RENDITION-REPORT:URI=\"{}{}\",LAST-MSN={}", options_.sibling->uri,
           options_.url_suffix, other.segment - 1);
    }
  }

  const Window& window_;
  const PlaylistOptions& options_;
  std::vector<const LiveSegment*> listed_;
  MediaTime end_{0};
  std::string text_;
};

}  // namespace

std::uint32_t advance_part_limit(std::chrono::milliseconds part_target) {
  // Three, or with parts shorter than a second as many as make three seconds.
  constexpr std::chrono::milliseconds kThree = std::chrono::seconds(3);
  if (part_target >= std::chrono::seconds(1) || part_target.count() <= 0) return 3;
  const auto whole = kThree / part_target;
  return static_cast<std::uint32_t>(
      kThree % part_target == std::chrono::milliseconds(0) ? whole : whole + 1);
}

std::string write_playlist(const Window& window, const PlaylistOptions& options) {
  return Writer(window, options).write();
}

std::string write_multivariant(const std::vector<Variant>& variants,
                               const std::string& url_suffix) {
  std::string out = "#EXTM3U\n#EXT-X-VERSION:9\n#EXT-X-INDEPENDENT-SEGMENTS\n";
  for (const Variant& variant : variants) {
    out += fmt::format(
        "#EXT-X-STREAM-INF:BANDWIDTH={},AVERAGE-BANDWIDTH={},CODECS=\"{}\",RESOLUTION={}x{}",
        variant.peak_bits_per_s, variant.mean_bits_per_s, variant.codecs, variant.width,
        variant.height);
    if (variant.frames_per_s > 0) out += fmt::format(",FRAME-RATE={:.3f}", variant.frames_per_s);
    out += fmt::format("\n{}{}\n", variant.uri, url_suffix);
  }
  return out;
}

}  // namespace sunhall
