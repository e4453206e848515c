// A real folder whose disk misbehaves when it is told to.
#pragma once

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <map>
#include <memory>
#include <random>
#include <string>

#include "hub/store/disk.h"

namespace sunhall::test {

/// Fills up, goes away, fails a write, writes half of one, and forgets what was not synced.
///
/// Threads: the store's worker; the test may turn the knobs while it waits for an effect only.
class FaultyDisk final : public Disk {
 public:
  struct State {
    std::unique_ptr<Disk> disk;
    std::map<std::string, std::uint64_t> sizes;   // bytes of each file
    std::map<std::string, std::uint64_t> synced;  // bytes that outlive a power cut
    std::uint64_t total_bytes = std::uint64_t{1} << 40;
    std::atomic<std::uint64_t> room_bytes{std::uint64_t{1} << 40};  // before a write fails
    std::atomic<bool> is_away{false};
    std::atomic<int> appends_until_failure{-1};  // counts down; at 0 one append fails
    std::atomic<int> reopen_count{0};
    std::atomic<bool> is_stalled{false};  // appends wait until it is false again

    tl::unexpected<Error> away() const { return fail(ErrorKind::kUnavailable, "no such device"); }
  };

  explicit FaultyDisk(const std::filesystem::path& folder) : state_(std::make_shared<State>()) {
    state_->disk = std::move(*open_folder(folder));
  }

  State& state() { return *state_; }

  /// Cuts every file somewhere behind what was synced; perhaps zeros stand there instead.
  void cut_power(std::mt19937& random) {
    for (auto& [path, size] : state_->sizes) {
      const std::uint64_t kept = state_->synced[path];
      const std::uint64_t left = kept + random() % (size - kept + 1);
      const auto file = state_->disk->open(path);
      if (!file) continue;
      (void)(*file)->truncate(left);
      if (left < size && random() % 2 == 0) {
        (void)(*file)->append(std::vector<std::uint8_t>(random() % (size - left) + 1, 0));
      }
    }
    state_->sizes.clear();
    state_->synced.clear();
  }

  Result<std::unique_ptr<DiskFile>> create(const std::filesystem::path& path) override {
    if (state_->is_away) return state_->away();
    return wrap(path, state_->disk->create(path), 0);
  }
  Result<std::unique_ptr<DiskFile>> open(const std::filesystem::path& path) override {
    if (state_->is_away) return state_->away();
    return wrap(path, state_->disk->open(path), state_->disk->size(path).value_or(0));
  }
  Result<void> remove(const std::filesystem::path& path) override {
    if (state_->is_away) return state_->away();
    state_->room_bytes += state_->disk->size(path).value_or(0);
    state_->sizes.erase(path);
    state_->synced.erase(path);
    return state_->disk->remove(path);
  }
  Result<std::vector<std::uint8_t>> read(const std::filesystem::path& path, std::uint64_t offset,
                                         std::uint64_t bytes_max) override {
    if (state_->is_away) return state_->away();
    return state_->disk->read(path, offset, bytes_max);
  }
  Result<std::uint64_t> size(const std::filesystem::path& path) override {
    if (state_->is_away) return state_->away();
    return state_->disk->size(path);
  }
  Result<std::vector<DiskEntry>> list(const std::filesystem::path& folder) override {
    if (state_->is_away) return state_->away();
    return state_->disk->list(folder);
  }
  Result<DiskSpace> space() override {
    if (state_->is_away) return state_->away();
    return DiskSpace{state_->total_bytes, state_->room_bytes};
  }
  Result<void> sync_all() override {
    if (state_->is_away) return state_->away();
    state_->synced = state_->sizes;
    return {};
  }
  Result<void> reopen() override {
    ++state_->reopen_count;
    if (state_->is_away) return state_->away();
    return state_->disk->reopen();
  }

 private:
  class File final : public DiskFile {
   public:
    File(std::shared_ptr<State> state, std::unique_ptr<DiskFile> file, std::string path)
        : state_(std::move(state)), file_(std::move(file)), path_(std::move(path)) {}

    Result<void> append(std::span<const std::uint8_t> bytes) override {
      state_->is_stalled.wait(true);
      if (state_->is_away) return state_->away();
      if (state_->appends_until_failure >= 0 && state_->appends_until_failure-- == 0) {
        (void)write(bytes.first(bytes.size() / 2));
        return fail(ErrorKind::kUnavailable, "input/output error");
      }
      if (bytes.size() > state_->room_bytes) {
        (void)write(bytes.first(state_->room_bytes));
        return fail(ErrorKind::kExhausted, "no space left on device");
      }
      return write(bytes);
    }
    Result<void> truncate(std::uint64_t bytes) override {
      if (state_->is_away) return state_->away();
      std::uint64_t& size = state_->sizes[path_];
      state_->room_bytes += size > bytes ? size - bytes : 0;
      size = bytes;
      state_->synced[path_] = std::min(state_->synced[path_], bytes);
      return file_->truncate(bytes);
    }
    Result<void> sync() override {
      if (state_->is_away) return state_->away();
      state_->synced[path_] = state_->sizes[path_];
      return {};
    }

   private:
    Result<void> write(std::span<const std::uint8_t> bytes) {
      state_->room_bytes -= bytes.size();
      state_->sizes[path_] += bytes.size();
      return file_->append(bytes);
    }

    std::shared_ptr<State> state_;
    std::unique_ptr<DiskFile> file_;
    std::string path_;
  };

  Result<std::unique_ptr<DiskFile>> wrap(const std::filesystem::path& path,
                                         Result<std::unique_ptr<DiskFile>> file,
                                         std::uint64_t bytes) {
    if (!file) return file;
    state_->sizes[path] = bytes;
    state_->synced.try_emplace(path, bytes);
    return std::make_unique<File>(state_, std::move(*file), path);
  }

  std::shared_ptr<State> state_;
};

}  // namespace sunhall::test
