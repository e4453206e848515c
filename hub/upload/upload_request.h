// From a version in the ledger to what a platform is told of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hub/records/entry.h"
#include "hub/upload/message.h"
#include "hub/upload/renderer.h"
#include "hub/upload/upload_plan.h"

namespace sunhall {

/// Looks up what a mapping needs, and gathers the files that go beside the JSON.
class RequestSources : public RecordSources {
 public:
  /// Forgets the files of the record before.
  virtual void begin() = 0;
  virtual std::vector<FilePart> take_files() = 0;
};

/// Who the home is.
struct HomeName {
  std::string id;
  std::string name;
};

/// What is to happen with a version.
struct UploadRequest {
  enum class State : unsigned char {
    kReady,
    kNotWanted,  // the mapping says that it does not go up
    kUnmapped,   // the mapping cannot make a request of it: a person has to look
    kLater,      // another record has to be sent first
    kFailed,     // something could not be read now
  };
  State state = State::kReady;
  UploadAction action = UploadAction::kAdd;
  const RecordPlan* record = nullptr;
  MessageParts parts{};          // kReady
  std::string why{};             // kUnmapped: one line for people, without values
  std::optional<Error> error{};  // kFailed
};

/// What a version does at a platform that has, or has not, one before it; empty: nothing.
std::optional<UploadAction> choose_action(const RecordPlan& record, RecordStep step,
                                          bool is_accepted);

/// Makes the request. `record` is the version; a withdrawal has the body of the version before.
UploadRequest make_request(const UploadPlan& plan, const HomeName& home, const ViewedRecord& record,
                           const SentThing& sent, RequestSources& sources);

/// Puts several requests of one kind and action into one, whose key is made of theirs.
MessageParts join_requests(const std::vector<UploadRequest>& requests);

}  // namespace sunhall
