// What the API's handlers have in common: JSON in and out, errors, work on another thread.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>
#include <tl/expected.hpp>

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/model/json_document.h"
#include "core/model/site.h"
#include "hub/api/task_queue.h"
#include "hub/http/message.h"

namespace sunhall {

using OrderedJson = nlohmann::ordered_json;

/// Writes a moment as the API does, in UTC.
std::string rfc3339(WallTime time);

/// Writes `[{"from": "07:00", "to": "19:00"}]`.
OrderedJson hours_json(const std::vector<DailySpan>& hours);

/// Answers in JSON.
Response answer_json(int status, const OrderedJson& json);

/// Answers an error by its kind: 400, 404 (kUnsupported), 500 or 503.
Response answer_error(const Error& error);

/// Reads a body of JSON.
///
/// Errors:  the answer to give: 415 for another content type, which also keeps foreign pages'
///          forms out; 400.
tl::expected<Json, Response> read_json_body(const Request& request);

/// Runs a job on a queue and answers with what it gives; 503 when the queue is full.
void answer_on(TaskQueue& queue, Reply reply, std::function<Response()> job);

/// Answers with a text that changes now and then: 304 when the sender knows it already.
Response answer_cached(const Request& request, std::string content_type, std::string text);

}  // namespace sunhall
