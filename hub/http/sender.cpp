#include "hub/http/sender.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <deque>
#include <utility>

#include <spdlog/spdlog.h>

namespace sunhall {
namespace {

/// Read from a file and sent at once; the next stretch is announced to the kernel meanwhile.
constexpr std::size_t kFileChunkBytes = 128u << 10;
/// Taken from a pipe at once: what is on its way to a slow reader beside the pipe's own limit.
constexpr std::size_t kPipeTakeBytes = 256u << 10;

/// Buffers as Asio wants them: cheap to copy, owned by the caller.
struct Gather {
  using value_type = asio::const_buffer;
  using const_iterator = const asio::const_buffer*;
  const_iterator first = nullptr;
  const_iterator last = nullptr;
  const_iterator begin() const { return first; }
  const_iterator end() const { return last; }
};

asio::const_buffer text_buffer(std::string_view text) {
  return {text.data(), text.size()};
}

/// What is sent of a body, and under which status.
struct Plan {
  Response head;          // without a body
  std::string_view text;  // of the response that was planned
  std::vector<Slice> slices;
  std::uint64_t bytes = 0;
};

bool has_no_body(int status) {
  return status == 204 || status == 304;
}

Plan make_plan(const Response& response, const Exchange& exchange) {
  Plan plan{.head = {.status = response.status, .headers = response.headers, .body = {}},
            .text = {},
            .slices = {},
            .bytes = body_bytes(response.body).value_or(0)};
  const bool may_range = response.status == 200;
  if (may_range) plan.head.headers.emplace_back("Accept-Ranges", "bytes");
  ByteRange range{.first = 0, .last = plan.bytes == 0 ? 0 : plan.bytes - 1};
  if (may_range && !exchange.range.empty()) {
    const RangeAnswer answer = parse_range(exchange.range, plan.bytes);
    const std::string total = std::to_string(plan.bytes);
    if (answer.is_unsatisfiable) {
      plan.head.status = 416;
      plan.head.headers.emplace_back("Content-Range", "bytes */" + total);
      plan.bytes = 0;
      return plan;
    }
    if (answer.range) {
      range = *answer.range;
      plan.head.status = 206;
      plan.head.headers.emplace_back("Content-Range", "bytes " + std::to_string(range.first) + "-" +
                                                          std::to_string(range.last) + "/" + total);
      plan.bytes = range.last - range.first + 1;
    }
  }
  if (plan.bytes == 0) return plan;
  if (const auto* pieces = std::get_if<std::vector<Piece>>(&response.body)) {
    plan.slices = slice_pieces(*pieces, range);
  } else if (const auto* text = std::get_if<std::string>(&response.body)) {
    plan.text = std::string_view(*text).substr(range.first, plan.bytes);
  }
  return plan;
}

}  // namespace

awaitable<bool> Sender::write(std::vector<asio::const_buffer> buffers) {
  std::size_t at = 0;
  while (at < buffers.size()) {
    if (buffers[at].size() == 0) {
      ++at;
      continue;
    }
    // Each write has its own time: a slow reader may take long, one that takes nothing may not.
    stream_.expires_after(loop_.limits.write_time);
    const Gather gather{buffers.data() + at, buffers.data() + buffers.size()};
    error_code error;
    std::size_t sent =
        co_await stream_.async_write_some(gather, asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return false;
    loop_.sent_bytes += sent;
    while (at < buffers.size() && sent >= buffers[at].size()) sent -= buffers[at++].size();
    if (sent > 0) buffers[at] += sent;
  }
  co_return true;
}

awaitable<bool> Sender::send_text(std::string text) {
  std::vector<asio::const_buffer> buffers{text_buffer(text)};
  co_return co_await write(std::move(buffers));
}

awaitable<bool> Sender::send(const Response& response, const Exchange& exchange) {
  Plan plan = make_plan(response, exchange);
  const bool is_bare = has_no_body(plan.head.status);
  std::string head = write_head({.response = plan.head,
                                 .framing = is_bare ? Framing::kNone : Framing::kLength,
                                 .length_bytes = plan.bytes,
                                 .keeps_alive = exchange.keeps_alive,
                                 .date = loop_.date()});
  std::vector<asio::const_buffer> buffers{text_buffer(head)};
  if (!is_bare && !exchange.is_head) {
    buffers.push_back(text_buffer(plan.text));
    co_return co_await send_slices(std::move(buffers), plan.slices);
  }
  co_return co_await write(std::move(buffers));
}

awaitable<bool> Sender::send_slices(std::vector<asio::const_buffer> buffers,
                                    const std::vector<Slice>& slices) {
  for (const Slice& slice : slices) {
    if (const auto* bytes = std::get_if<Bytes>(&slice.piece)) {
      buffers.emplace_back((*bytes)->data() + slice.skip_bytes, slice.bytes);
      continue;
    }
    // What was gathered goes out before the file that follows it.
    const bool is_sent = co_await write(std::exchange(buffers, {}));
    if (!is_sent) co_return false;
    const bool is_file_sent = co_await send_file(std::get<FilePart>(slice.piece));
    if (!is_file_sent) co_return false;
  }
  co_return co_await write(std::move(buffers));
}

awaitable<bool> Sender::send_file(FilePart file) {
  std::vector<char> chunk(std::min<std::uint64_t>(kFileChunkBytes, file.bytes));
  while (file.bytes > 0) {
    const std::size_t wanted = std::min<std::uint64_t>(chunk.size(), file.bytes);
    const ssize_t count =
        ::pread(file.file->get(), chunk.data(), wanted, static_cast<off_t>(file.offset));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) {
      // The length has been promised: only the connection's end can take it back.
      spdlog::info("http: a file ended before what was promised of it");
      co_return false;
    }
    file.offset += static_cast<std::uint64_t>(count);
    file.bytes -= static_cast<std::uint64_t>(count);
    if (file.bytes > 0) {
      ::posix_fadvise(file.file->get(), static_cast<off_t>(file.offset), kFileChunkBytes,
                      POSIX_FADV_WILLNEED);
    }
    std::vector<asio::const_buffer> buffers;
    buffers.emplace_back(chunk.data(), static_cast<std::size_t>(count));
    const bool is_sent = co_await write(std::move(buffers));
    if (!is_sent) co_return false;
  }
  co_return true;
}

awaitable<bool> Sender::send_chunks(const std::deque<Bytes>& chunks, bool is_chunked) {
  constexpr std::string_view kLineEnd = "\r\n";
  std::vector<std::string> sizes;  // stays where it is while buffers point into it
  sizes.reserve(chunks.size());
  std::vector<asio::const_buffer> buffers;
  for (const Bytes& chunk : chunks) {
    if (is_chunked) {
      sizes.push_back(fmt::format("{:x}\r\n", chunk->size()));
      buffers.push_back(text_buffer(sizes.back()));
    }
    buffers.emplace_back(chunk->data(), chunk->size());
    if (is_chunked) buffers.push_back(text_buffer(kLineEnd));
  }
  co_return co_await write(std::move(buffers));
}

awaitable<bool> Sender::send_pipe(const Response& response, const Exchange& exchange,
                                  std::function<bool()> is_over) {
  const auto pipe = std::get<std::shared_ptr<Pipe>>(response.body);
  const bool is_chunked = !exchange.is_old;
  const Response head{.status = response.status, .headers = response.headers, .body = {}};
  std::string text = write_head({.response = head,
                                 .framing = is_chunked ? Framing::kChunked : Framing::kClose,
                                 .length_bytes = 0,
                                 .keeps_alive = false,
                                 .date = loop_.date()});
  const bool is_begun = co_await send_text(std::move(text));
  if (!is_begun) co_return false;
  if (exchange.is_head) co_return true;
  while (!is_over()) {
    const std::deque<Bytes> chunks = pipe->take(kPipeTakeBytes);
    if (!chunks.empty()) {
      const bool is_sent = co_await send_chunks(chunks, is_chunked);
      if (!is_sent) co_return false;
      continue;
    }
    if (pipe->is_finished()) {
      if (!is_chunked) co_return true;
      co_return co_await send_text("0\r\n\r\n");
    }
    error_code rung;
    bell_.expires_at(asio::steady_timer::time_point::max());
    co_await bell_.async_wait(asio::redirect_error(asio::use_awaitable, rung));
  }
  co_return false;
}

}  // namespace sunhall
