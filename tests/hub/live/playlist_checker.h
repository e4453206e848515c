// A small player's eye for a media playlist: reads it as RFC 8216bis says, and complains.
#pragma once

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

namespace sunhall::test {

/// A playlist, read back and checked rule by rule.
class CheckedPlaylist {
 public:
  struct PartLine {
    double duration_s = 0;
    std::string uri;
    bool is_independent = false;
  };
  struct Segment {
    std::uint64_t number = 0;
    double duration_s = 0;  // 0: not whole yet
    std::string uri;
    std::string map;
    std::string date_time;
    bool is_break = false;  // EXT-X-DISCONTINUITY before it
    std::vector<PartLine> parts;
  };

  explicit CheckedPlaylist(const std::string& text) {
    std::stringstream lines(text);
    std::string line;
    REQUIRE(std::getline(lines, line));
    CHECK(line == "#EXTM3U");  // §4.4.1.1: the first line
    while (std::getline(lines, line)) read(line);
    if (!open_.parts.empty()) finish_segment(open_);
    check();
  }

  std::vector<Segment> segments;  // those that are written, a last one perhaps not whole
  std::uint64_t media_sequence = 0;
  std::optional<std::uint64_t> discontinuity_sequence;
  int target_duration_s = 0;
  double part_target_s = 0;
  std::size_t skipped = 0;
  std::string hint;
  std::string report;
  std::map<std::string, std::string> control;

  /// What may not change or go back from one reload to the next.
  void check_follows(const CheckedPlaylist& before) const {
    CHECK(media_sequence >= before.media_sequence);
    CHECK(target_duration_s >= before.target_duration_s);
    CHECK(*discontinuity_sequence >= *before.discontinuity_sequence);
    for (const Segment& old : before.segments) {
      for (const Segment& now : segments) {
        if (now.number != old.number || old.duration_s == 0) continue;
        // §6.2.1: what was said of a segment stays.
        CHECK(now.uri == old.uri);
        CHECK(now.duration_s == old.duration_s);
        CHECK(now.date_time == old.date_time);
      }
    }
  }

 private:
  // §4.2: attributes are NAME=value, quoted strings may hold commas.
  static std::map<std::string, std::string> attributes(const std::string& text) {
    std::map<std::string, std::string> out;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t equals = text.find('=', at);
      REQUIRE(equals != std::string::npos);
      const bool is_quoted = text[equals + 1] == '"';
      const std::size_t end = is_quoted ? text.find('"', equals + 2) + 1
                                        : std::min(text.find(',', equals), text.size());
      const std::string value = text.substr(equals + 1, end - equals - 1);
      const std::string name = text.substr(at, equals - at);
      CHECK_FALSE(out.contains(name));
      out[name] = is_quoted ? value.substr(1, value.size() - 2) : value;
      at = end + 1;
    }
    return out;
  }

  void read(const std::string& line) {
    const std::size_t colon = line.find(':');
    const std::string tag = line.substr(0, colon);
    const std::string rest = colon == std::string::npos ? "" : line.substr(colon + 1);
    if (line.empty() || line[0] != '#') return finish_whole(line);
    if (tag == "#EXT-X-VERSION") CHECK(std::stoi(rest) >= 9);
    if (tag == "#EXT-X-TARGETDURATION") target_duration_s = std::stoi(rest);
    if (tag == "#EXT-X-SERVER-CONTROL") control = attributes(rest);
    if (tag == "#EXT-X-PART-INF") part_target_s = std::stod(attributes(rest).at("PART-TARGET"));
    if (tag == "#EXT-X-MEDIA-SEQUENCE") next_ = media_sequence = std::stoull(rest);
    if (tag == "#EXT-X-DISCONTINUITY-SEQUENCE") discontinuity_sequence = std::stoull(rest);
    if (tag == "#EXT-X-SKIP")
      next_ += skipped = std::stoul(attributes(rest).at("SKIPPED-SEGMENTS"));
    if (tag == "#EXT-X-DISCONTINUITY") open_.is_break = true;
    if (tag == "#EXT-X-MAP") map_ = attributes(rest).at("URI");
    if (tag == "#EXT-X-PROGRAM-DATE-TIME") open_.date_time = rest;
    if (tag == "#EXTINF") open_.duration_s = std::stod(rest);
    if (tag == "#EXT-X-PRELOAD-HINT") hint = attributes(rest).at("URI");
    if (tag == "#EXT-X-RENDITION-REPORT") report = rest;
    if (tag == "#EXT-X-PART") {
      const auto part = attributes(rest);
      open_.parts.push_back({.duration_s = std::stod(part.at("DURATION")),
                             .uri = part.at("URI"),
                             .is_independent = part.contains("INDEPENDENT")});
    }
  }

  void finish_whole(const std::string& uri) {
    open_.uri = uri;
    CHECK(open_.duration_s > 0);  // §4.4.4.1: EXTINF is required
    finish_segment(open_);
    open_ = Segment();
  }

  void finish_segment(Segment segment) {
    segment.number = next_++;
    segment.map = map_;
    segments.push_back(std::move(segment));
  }

  void check() const {
    CHECK(target_duration_s > 0);
    CHECK(control.at("CAN-BLOCK-RELOAD") == "YES");
    // §4.4.3.8
    CHECK(std::stod(control.at("PART-HOLD-BACK")) >= 3 * part_target_s - 1e-9);
    CHECK(std::stod(control.at("CAN-SKIP-UNTIL")) >= 6 * target_duration_s);
    REQUIRE_FALSE(segments.empty());
    CHECK_FALSE(segments[0].is_break);
    for (std::size_t i = 0; i < segments.size(); ++i) check_segment(segments[i], i);
    CHECK(hint.find(' ') == std::string::npos);
  }

  void check_segment(const Segment& segment, std::size_t index) const {
    CHECK_FALSE(segment.map.empty());
    CHECK_FALSE(segment.date_time.empty());
    if (segment.duration_s == 0) CHECK(index + 1 == segments.size());
    // §4.4.3.1
    CHECK(std::lround(segment.duration_s) <= target_duration_s);
    double sum = 0;
    for (std::size_t i = 0; i < segment.parts.size(); ++i) {
      const PartLine& part = segment.parts[i];
      sum += part.duration_s;
      CHECK(part.is_independent == (i == 0));
      // §4.4.4.9
      CHECK(part.duration_s <= part_target_s + 1e-9);
      const bool is_last = i + 1 == segment.parts.size();
      if (!is_last && !part.is_independent) CHECK(part.duration_s >= 0.85 * part_target_s);
    }
    if (!segment.parts.empty() && segment.duration_s > 0) {
      CHECK(sum == doctest::Approx(segment.duration_s).epsilon(1e-4));
    }
  }

  Segment open_;
  std::string map_;
  std::uint64_t next_ = 0;
};

}  // namespace sunhall::test
