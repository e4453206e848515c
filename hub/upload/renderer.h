// Fills a mapping's templates from one record.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "hub/records/entry.h"
#include "hub/upload/value_template.h"

namespace sunhall {

/// What a request does at the platform.
enum class UploadAction : unsigned char { kAdd, kUpdate, kCancel };

/// Writes `add update cancel`.
std::string_view action_word(UploadAction action);

/// A version with its body read.
struct ViewedRecord {
  StoredEntry entry;
  Json body;  // an object
};

/// What became of a thing at the platform.
struct SentThing {
  bool is_accepted = false;   // it has a version of it
  bool is_waiting = false;    // a version is still on its way
  std::string platform_id{};  // as its answer named it; empty: it named none
};

/// What a mapping may look up beside the record itself.
///
/// Errors:  of each: kUnavailable when the disk or the platform is away: the record waits.
class RecordSources {
 public:
  virtual ~RecordSources() = default;
  /// A thing's newest version; empty: there is none, or it is erased.
  virtual Result<std::optional<ViewedRecord>> thing(std::string_view id) = 0;
  virtual Result<SentThing> sent(std::string_view thing) = 0;
  /// What stands for a photo in the request; empty: the photo is gone.
  virtual Result<std::optional<std::string>> photo(std::string_view sha) = 0;
};

/// What the names of a mapping mean for one request.
struct RenderInput {
  const ViewedRecord* record = nullptr;  // null: no record, as for a log-in
  UploadAction action = UploadAction::kAdd;
  std::string site_id{};
  std::string site_name{};
  const std::map<std::string, std::string>* values = nullptr;  // [values]; may be null
  std::map<std::string, std::string> own{};                    // user, password …
  RecordSources* sources = nullptr;                            // null only without a record
};

/// Fills templates, and gathers why a record cannot be sent.
class Renderer {
 public:
  /// The input and what it points to outlive the renderer.
  Renderer(const RenderInput& input, const FilterMeans& means) : input_(input), means_(means) {}

  Json value(const ValueTemplate& value);
  std::string text(const TextTemplate& text);
  /// The same, with what is filled in fit for a path or query.
  std::string path(const TextTemplate& text);
  bool is_recorded(const FieldPath& path);

  /// Why the record cannot be mapped: lines for people, without values.
  const std::vector<std::string>& problems() const { return problems_; }
  /// Another record has to be sent first.
  bool must_wait() const { return must_wait_; }
  /// What could not be read now, and may be later.
  const std::optional<Error>& error() const { return error_; }

 private:
  // The record at hand, and the value of it.
  struct Cursor {
    const ViewedRecord* record = nullptr;
    const Json* value = nullptr;
    const Json* item = nullptr;
  };
  Json render(const ValueTemplate& value, const Cursor& at);
  Json render_each(const ValueTemplate& value, const Cursor& at);
  Json render_members(const ValueTemplate& value, const Cursor& at);
  Json render_text(const TextTemplate& text, const Cursor& at);
  Json evaluate(const Expression& expression, const Cursor& at);
  Json apply(const Filter& filter, Json value, const FieldPath& path);
  Json walk(const FieldPath& path, std::size_t step, const Cursor& at);
  Json walk_list(const FieldPath& path, std::size_t step, const Cursor& at);
  Json follow(const FieldPath& path, std::size_t step, const Cursor& at);
  Json meta(const std::string& name, const ViewedRecord& record);
  Json platform_id(const ViewedRecord& record);
  Json photos(const Json& value);
  Json photo(const std::string& sha);
  std::string join(const TextTemplate& text, std::string (*fit)(std::string_view));
  void note(const FieldPath& path, std::string_view why);

  const RenderInput& input_;
  const FilterMeans& means_;
  std::vector<std::string> problems_;
  bool must_wait_ = false;
  std::optional<Error> error_;
};

/// The same for every try to send a version, and for no other version in the world: the platform
/// knows a duplicate by it.
std::string idempotency_key(std::string_view site_id, std::string_view entry_id);

}  // namespace sunhall
