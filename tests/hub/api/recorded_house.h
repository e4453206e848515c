// A hub's API over a real store with real frames in it.
#pragma once

#include <string>
#include <vector>

#include "hub/store/mp4_boxes.h"
#include "tests/hub/api/api_house.h"
#include "tests/hub/store/store_bench.h"
#include "tests/support/ffprobe.h"

namespace sunhall::test {

/// Makes a film as the hub's muxer does: a fragment for each frame, a keyframe each two seconds.
inline std::string make_film(const std::string& size, int seconds) {
  const TempFolder folder;
  output_of("ffmpeg -v error -nostdin -f lavfi -i testsrc2=s=" + size +
            ":r=25:d=" + std::to_string(seconds) +
            " -threads 1 -c:v libx264 -preset ultrafast -g 50 -bf 0 -pix_fmt yuv420p "
            "-video_track_timescale 90000 -movflags "
            "cmaf+empty_moov+frag_every_frame+skip_trailer " +
            folder / "film.mp4");
  return folder.read("film.mp4");
}
/// Ten seconds, 250 frames, five segments.
inline const std::string& wide_film() {
  static const std::string film = make_film("640x360", 10);
  return film;
}
inline const std::string& small_film() {
  static const std::string film = make_film("160x120", 4);
  return film;
}

inline Mp4Layout layout_of(const std::string& film) {
  const auto layout = scan_mp4(
      [&film](std::uint64_t offset, std::uint64_t count) -> Result<ByteList> {
        const std::string part = film.substr(std::min<std::size_t>(offset, film.size()), count);
        return ByteList(part.begin(), part.end());
      },
      film.size());
  must(layout);
  return *layout;
}

struct RecordedHouse {
  StoreBench bench;
  ApiHouse api;
  std::unique_ptr<Archive> archive;

  RecordedHouse() {
    bench.start();
    api.add_account("eye", Role::kInspector);
    api.add_account("cook", Role::kStaff);
    api.add_account("boss", Role::kManager);
  }
  ~RecordedHouse() { api.hub.reset(); }
  RecordedHouse(const RecordedHouse&) = delete;
  RecordedHouse& operator=(const RecordedHouse&) = delete;

  /// Records a film in a run of its own; the clock stands at its end then.
  void record(const std::string& film) {
    const Mp4Layout layout = layout_of(film);
    const MediaTime start = bench.now();
    const auto slice = [](const std::string& text, std::uint64_t from, std::uint64_t count) {
      const auto begin = text.begin() + static_cast<std::ptrdiff_t>(from);
      return std::make_shared<const ByteList>(begin, begin + static_cast<std::ptrdiff_t>(count));
    };
    LaneSink& sink = *bench.sinks[0];
    sink.begin_run(
        {RunReason::kCameraBack, "",
         std::make_shared<const Init>(Init{"h264", layout.codecs, layout.width, layout.height,
                                           slice(film, 0, layout.init_bytes)}),
         start});
    std::string moved = film;
    for (const Mp4Part& part : layout.parts) {
      auto ticks = static_cast<std::uint64_t>((start + part.start).count());
      for (int i = part.tfdt_bytes - 1; i >= 0; --i, ticks >>= 8U)
        moved[part.tfdt_offset + static_cast<std::uint64_t>(i)] = static_cast<char>(ticks & 0xff);
      sink.push(std::make_shared<const Part>(Part{.start = start + part.start,
                                                  .duration = part.duration,
                                                  .frame_count = 1,
                                                  .starts_segment = part.has_key,
                                                  .bytes = slice(moved, part.offset, part.bytes)}));
    }
    const Mp4Part& last = layout.parts.back();
    bench.clock.advance(std::chrono::round<std::chrono::milliseconds>(last.start + last.duration));
    must(bench.step());
  }
  void end_run() {
    bench.sinks[0]->end_run("no video");
    must(bench.step());
  }
  /// Ends the recording; what is there can be asked for.
  void close() {
    bench.stop();
    archive = bench.archive();
  }

  /// The moment so long after the first frame, as a query writes it.
  static std::string moment(std::chrono::seconds after) {
    return format_rfc3339({.utc = kMorning + after, .offset = std::chrono::minutes(480)});
  }
  static std::string span(int from_s, int to_s) {
    return "from=" + moment(std::chrono::seconds(from_s)) +
           "&to=" + moment(std::chrono::seconds(to_s));
  }
  /// Overwrites bytes of the only recording's file.
  void spoil(std::uint64_t offset, const std::string& bytes) {
    std::fstream file(bench.path(bench.recordings().front()),
                      std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(offset));
    file << bytes;
  }
};

}  // namespace sunhall::test
