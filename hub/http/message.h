// One HTTP exchange as handlers see it: no socket, no library in here.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "hub/http/pipe.h"
#include "native/bytes.h"
#include "native/fd.h"

namespace sunhall {

enum class Method : unsigned char { kGet, kHead, kPost, kPut, kDelete, kOptions };

/// Writes `GET HEAD POST PUT DELETE OPTIONS`.
std::string_view method_word(Method method);
/// Whether the method asks for something and changes nothing.
inline bool is_reading(Method method) {
  return method == Method::kGet || method == Method::kHead;
}

/// Names and values in order.
using Fields = std::vector<std::pair<std::string, std::string>>;

/// A request, read whole and checked: sizes within HttpLimits, path decoded.
struct Request {
  Method method = Method::kGet;
  std::string path;         // decoded; begins with '/', holds no empty, `.` or `..` segment, no NUL
  Fields query;             // decoded, in order
  Fields headers;           // names in lower case, in order
  std::string body;         // at most kBodyBytesMax
  std::string peer;         // the client's address; behind a trusted proxy the one it names
  bool is_relayed = false;  // a proxy that is not trusted forwards it: nobody knows from where
  bool is_proxied = false;  // by a proxy that is trusted, and may keep what it is answered
  bool is_secure = false;   // came by HTTPS, to the trusted proxy

  /// The first value of a query parameter or header; empty if there is none.
  std::optional<std::string_view> query_value(std::string_view name) const;
  std::optional<std::string_view> header(std::string_view lower_name) const;
};

/// A stretch of an open file.
struct FilePart {
  std::shared_ptr<const Fd> file;
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;
};

/// Pieces that follow one another; memory that is shared is not copied, files are read as they are
/// sent.
using Piece = std::variant<Bytes, FilePart>;

/// What is sent: text, pieces with a known length, or a pipe that goes on until somebody closes it.
using Body = std::variant<std::string, std::vector<Piece>, std::shared_ptr<Pipe>>;

struct Response {
  int status = 200;
  Fields headers;  // without Content-Length, Date, Connection: the server's
  Body body;
};

/// Counts the bytes of a body; empty for a pipe.
std::optional<std::uint64_t> body_bytes(const Body& body);

/// The first value of that name, or empty.
std::optional<std::string_view> find_field(const Fields& fields, std::string_view name);

/// An answer in JSON; never cached, as it is of this moment.
Response json_response(int status, std::string json);

/// An error as every client of the API reads it: `{"error": {"kind", "message"}}`.
Response error_response(int status, std::string_view kind, std::string_view message);

/// Answers one request: once, from any thread.
///
/// Owner:   whoever holds it must answer; one that dies unanswered answers 500 by itself.
class Reply {
 public:
  using Send = std::function<void(Response)>;
  explicit Reply(Send send) : send_(std::move(send)) {}
  ~Reply();
  Reply(Reply&& other) noexcept : send_(std::exchange(other.send_, nullptr)) {}
  Reply& operator=(Reply&&) = delete;

  void operator()(Response response);

 private:
  Send send_;
};

}  // namespace sunhall
