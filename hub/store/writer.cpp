#include "hub/store/writer.h"

#include <spdlog/fmt/fmt.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "hub/store/reason.h"
#include "hub/store/schema.h"

namespace sunhall {
namespace {

constexpr int kNameTriesMax = 10;

}  // namespace

std::string recording_path(const StreamKey& stream, MediaTime start) {
  const LocalTime utc = to_local({to_wall_time(start), std::chrono::minutes(0)});
  return fmt::format("{}/{}/{}/{:02}{:02}{:02}-{}.mp4", kRecordingsName, stream_word(stream),
                     format_date(utc.date), utc.hour, utc.minute, utc.second, start.count());
}

Result<Writer> Writer::open(Disk& disk, Index& index, const Clock& clock,
                            std::vector<WriterLane> lanes) {
  Writer writer(disk, index, clock);
  const auto recording = index.next_id("recording");
  if (!recording) return tl::unexpected<Error>(recording.error());
  const auto run = index.next_id("run");
  if (!run) return tl::unexpected<Error>(run.error());
  writer.next_recording_ = *recording;
  writer.next_run_ = *run;
  for (WriterLane& one : lanes) {
    writer.lanes_.push_back({std::move(one), std::nullopt, std::nullopt});
    Lane& lane = writer.lanes_.back();
    // The camera went on while the disk was away: its run goes on with the next segment.
    if (lane.run) writer.begin_run(lane, kReasonDiskAway, "the disk is back", writer.now());
  }
  return writer;
}

Result<void> Writer::take(const QueueItem& item) {
  Lane& lane = lanes_[item.lane];
  return std::visit([&](const auto& what) { return take_one(lane, what); }, item.what);
}

void Writer::begin_run(Lane& lane, std::string_view reason, std::string_view detail, MediaTime at) {
  lane.run_id = next_run_++;
  changes_.emplace_back(
      RunBegan{*lane.run_id, lane.stream, at, std::string(reason), std::string(detail)});
}

Result<void> Writer::take_one(Lane& lane, const RunStart& run) {
  const auto ended = end_file(lane);
  if (!ended) return ended;
  lane.run = run;
  begin_run(lane, run_reason_word(run.reason), run.detail, run.start);
  const bool is_vague =
      lane.gap && (lane.gap->reason == kReasonRunEnded || lane.gap->reason == kReasonHubStarted);
  if (is_vague) {
    lane.gap->reason = run_reason_word(run.reason);
    if (!run.detail.empty()) lane.gap->detail = run.detail;
  }
  return {};
}

Result<void> Writer::take_one(Lane& lane, const RunStop& stop) {
  const auto ended = end_file(lane);
  if (!ended) return ended;
  if (lane.run_id) changes_.emplace_back(RunEnded{*lane.run_id, end_of(lane), stop.why});
  lane.run.reset();
  lane.run_id.reset();
  begin_gap(lane, end_of(lane), kReasonRunEnded, stop.why);
  return {};
}

Result<void> Writer::take_one(Lane& lane, const PartsLeftOut&) {
  const auto ended = end_file(lane);
  if (!ended) return ended;
  begin_gap(lane, end_of(lane), kReasonDiskSlow, "the disk did not keep up with the cameras");
  return {};
}

Result<void> Writer::take_one(Lane& lane, const std::shared_ptr<const Part>& part) {
  const bool follows = lane.file && lane.file->end() == part->start;
  if (lane.file && !follows) {
    const auto ended = end_file(lane);
    if (!ended) return ended;
    begin_gap(lane, end_of(lane), kReasonPartsMissing,
              "the parts of a run did not follow one another");
  }
  // A file begins with a keyframe; what comes before could not be played.
  if (!lane.run || is_full_ || (!lane.file && !part->starts_segment)) {
    ++left_out_count_;
    if (lane.run && is_full_) begin_full_gap(lane, part->start);
    return {};
  }
  const auto written = write(lane, *part);
  if (written || written.error().kind != ErrorKind::kExhausted) return written;
  ++left_out_count_;
  return set_full(true);
}

Result<void> Writer::write(Lane& lane, const Part& part) {
  if (lane.file && part.starts_segment) {
    end_segment(lane);
    if (part.start - *lane.file->start() >= kFileTarget) {
      const auto ended = end_file(lane);
      if (!ended) return ended;
    }
  }
  if (!lane.file) {
    const auto begun = begin_file(lane, part);
    if (!begun) return begun;
  }
  const auto appended = lane.file->append(part);
  if (!appended) return appended;
  end_gap(lane, part.start);
  lane.end = lane.file->end();
  written_bytes_ += part.bytes->size();
  return {};
}

Result<void> Writer::begin_file(Lane& lane, const Part& part) {
  const Init& init = *lane.run->init;
  std::string path = recording_path(lane.key, part.start);
  const std::string stem = path.substr(0, path.rfind('.'));
  // After a clock that stepped back the same moment may come twice.
  for (int attempt = 2;; ++attempt) {
    auto file = GrowingFile::create(disk_, path, next_recording_, init);
    if (file) {
      lane.file.emplace(std::move(*file));
      break;
    }
    if (file.error().kind != ErrorKind::kBadInput || attempt > kNameTriesMax) {
      return tl::unexpected<Error>(file.error());
    }
    path = fmt::format("{}-{}.mp4", stem, attempt);
  }
  ++next_recording_;
  written_bytes_ += lane.file->init_bytes();
  changes_.emplace_back(RecordingBegan{.id = lane.file->id(),
                                       .stream = lane.stream,
                                       .run = lane.run_id,
                                       .path = path,
                                       .start = part.start,
                                       .init_bytes = lane.file->init_bytes(),
                                       .codecs = init.codecs,
                                       .width = init.width,
                                       .height = init.height});
  return {};
}

void Writer::end_segment(Lane& lane) {
  if (const auto segment = lane.file->end_segment()) changes_.emplace_back(SegmentWhole{*segment});
}

Result<void> Writer::end_file(Lane& lane) {
  if (!lane.file) return {};
  GrowingFile file = std::move(*std::exchange(lane.file, std::nullopt));
  if (!file.has_parts()) {
    changes_.emplace_back(RecordingDropped{file.id()});
    return disk_.remove(file.path());
  }
  if (const auto segment = file.end_segment()) changes_.emplace_back(SegmentWhole{*segment});
  std::optional<std::int64_t> clock_error;
  if (lane.clock_error_ms && *lane.clock_error_ms != kNoClockError) {
    clock_error = lane.clock_error_ms->load();
  }
  changes_.emplace_back(RecordingClosed{file.id(), file.digest(), clock_error});
  ended_.push_back(std::move(file));
  return {};
}

void Writer::begin_gap(Lane& lane, MediaTime from, std::string_view reason,
                       std::string_view detail) {
  if (lane.gap) return;  // what began it is its reason
  lane.gap = OpenGap{from, std::string(reason), std::string(detail)};
  changes_.emplace_back(GapBegan{lane.stream, from, lane.gap->reason, lane.gap->detail});
}

void Writer::end_gap(Lane& lane, MediaTime to) {
  if (!lane.gap) return;
  changes_.emplace_back(GapEnded{lane.stream, to, lane.gap->reason, lane.gap->detail});
  lane.gap.reset();
}

Result<void> Writer::set_full(bool is_full) {
  if (is_full == is_full_) return {};
  is_full_ = is_full;
  spdlog::warn("store: {}", is_full ? "the disk is full, recording stands still"
                                    : "there is room again, recording goes on");
  if (!is_full) return {};
  for (Lane& lane : lanes_) {
    if (!lane.run) continue;
    const auto ended = end_file(lane);
    if (!ended) return ended;
    begin_full_gap(lane, end_of(lane));
  }
  return {};
}

/// From now on it is the disk that keeps us from recording, whatever it was before.
void Writer::begin_full_gap(Lane& lane, MediaTime from) {
  if (lane.gap && lane.gap->reason == kReasonDiskFull) return;
  end_gap(lane, from);
  begin_gap(lane, from, kReasonDiskFull, "no room, and nothing may be deleted yet");
}

Result<void> Writer::sync() {
  std::vector<GrowingFile*> dirty;
  for (GrowingFile& file : ended_) {
    if (file.is_dirty()) dirty.push_back(&file);
  }
  for (Lane& lane : lanes_) {
    if (lane.file && lane.file->is_dirty()) dirty.push_back(&*lane.file);
  }
  if (dirty.size() > kSyncOneByOneMax) {
    const auto synced = disk_.sync_all();
    if (!synced) return synced;
    for (GrowingFile* file : dirty) file->set_clean();
    return {};
  }
  for (GrowingFile* file : dirty) {
    const auto synced = file->sync();
    if (!synced) return synced;
  }
  return {};
}

Result<void> Writer::commit() {
  const auto synced = sync();
  if (!synced) return synced;
  ended_.clear();
  const auto applied = index_.apply(changes_);
  if (applied) changes_.clear();
  return applied;
}

Result<void> Writer::close(std::string_view reason, std::string_view detail) {
  for (Lane& lane : lanes_) {
    const auto ended = end_file(lane);
    if (!ended) return ended;
    if (lane.run_id) {
      changes_.emplace_back(RunEnded{*lane.run_id, end_of(lane), std::string(detail)});
    }
    // A camera that was away already was so up to now; from here on it is we who are.
    const MediaTime from = lane.gap ? std::max(now(), lane.gap->from) : end_of(lane);
    if (lane.gap) end_gap(lane, from);
    if (lane.run || lane.end) begin_gap(lane, from, reason, detail);
    lane.run.reset();
    lane.run_id.reset();
  }
  return commit();
}

}  // namespace sunhall
