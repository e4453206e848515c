#include "hub/api/openapi.h"

#include <algorithm>
#include <array>
#include <memory>
#include <ranges>
#include <string>
#include <string_view>
#include <utility>

#include "hub/api/openapi_schemas.h"

namespace sunhall {
namespace {

constexpr std::string_view kPrefix = "/api/v1/";

struct Parameter {
  const char* name;
  const char* about;
};

/// What an operation takes and gives beside what the router knows of it.
struct Operation {
  Method method;
  const char* path;
  const char* summary;
  const char* takes;  // a schema, or a media type with a slash; empty: nothing
  int status;         // of the good answer
  const char* gives;  // a schema, or a media type; empty: nothing
  std::array<Parameter, 6> query;
};

constexpr Parameter kFrom{"from", "first day or time, included"};
constexpr Parameter kTo{"to", "last day (included) or time (not included)"};
constexpr Parameter kKind{"kind", "kind of record, as delivery"};

constexpr std::array kOperations = {
    Operation{Method::kPut,
              "records/{id}",
              "Enter one version of a record",
              "NewEntry",
              201,
              "Stored",
              {}},
    Operation{Method::kGet,
              "records",
              "Records of some days",
              "",
              200,
              "Records",
              {Parameter{"day", "one day"}, kFrom, kTo, kKind}},
    Operation{Method::kGet,
              "records/{thing}/history",
              "All versions of a record",
              "",
              200,
              "Versions",
              {}},
    Operation{Method::kGet,
              "day",
              "A day with verdicts and what is missing",
              "",
              200,
              "Day",
              {Parameter{"date", "which day; today when absent"}}},
    Operation{Method::kGet,
              "masters",
              "People, suppliers, products, dishes, stores",
              "",
              200,
              "Records",
              {}},
    Operation{Method::kPost, "photos", "Send a photo", "image/jpeg", 201, "Photo", {}},
    Operation{Method::kGet, "photos/{sha}", "See a photo", "", 200, "image/jpeg", {}},
    Operation{
        Method::kGet,
        "search",
        "Find records by what they name",
        "",
        200,
        "Found",
        {Parameter{"supplier", "name or thing"}, Parameter{"batch", "batch"},
         Parameter{"person", "name or thing"}, Parameter{"dish", "name or thing"}, kFrom, kTo}},
    Operation{Method::kGet,
              "trace",
              "Where a batch went, where a meal came from",
              "",
              200,
              "Trace",
              {Parameter{"batch", "batch"}, Parameter{"thing", "a record's thing"}}},
    Operation{Method::kGet,
              "export.csv",
              "Records of one kind as CSV",
              "",
              200,
              "text/csv",
              {kFrom, kTo, kKind}},
    Operation{Method::kGet,
              "export.xlsx",
              "Records as a workbook",
              "",
              200,
              "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
              {kFrom, kTo, kKind}},
    Operation{Method::kPost,
              "import",
              "Import a table, or say what would come of it",
              "text/csv|application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
              200,
              "Imported",
              {kKind, Parameter{"commit", "1: store it"}}},
    Operation{Method::kGet,
              "readings",
              "A sensor's readings",
              "",
              200,
              "Readings",
              {Parameter{"sensor", "id"}, kFrom, kTo}},
    Operation{
        Method::kPost, "readings", "Bring a sensor's readings", "NewReadings", 202, "Taken", {}},
    Operation{Method::kGet, "keys", "Keys of programs", "", 200, "Keys", {}},
    Operation{Method::kPost, "keys", "Make a key; it is shown once", "NewKey", 201, "Key", {}},
    Operation{Method::kDelete, "keys/{id}", "Revoke a key", "", 204, "", {}},
    Operation{Method::kGet,
              "platforms",
              "The links to supervision platforms, and where records go up",
              "",
              200,
              "Platforms",
              {}},
    Operation{Method::kGet, "openapi.json", "This document", "", 200, "Any", {}},
};

/// `what`: a schema's name, or media types with `|` between.
OrderedJson content_of(std::string_view what) {
  if (what.find('/') != std::string_view::npos) {
    OrderedJson content;
    for (const auto type : std::views::split(what, '|')) {
      content[std::string(type.begin(), type.end())] = {
          {"schema", {{"type", "string"}, {"format", "binary"}}}};
    }
    return content;
  }
  return {
      {"application/json", {{"schema", {{"$ref", "#/components/schemas/" + std::string(what)}}}}}};
}

OrderedJson parameters_of(const Route& route, const Operation* operation) {
  OrderedJson all = OrderedJson::array();
  for (std::size_t at = route.pattern.find('{'); at != std::string::npos;
       at = route.pattern.find('{', at + 1)) {
    const std::string name = route.pattern.substr(at + 1, route.pattern.find('}', at) - at - 1);
    all.push_back({{"name", name},
                   {"in", "path"},
                   {"required", true},
                   {"schema", {{"type", "string"}, {"maxLength", 64}}}});
  }
  if (operation == nullptr) return all;
  for (const Parameter& parameter : operation->query) {
    if (parameter.name == nullptr) continue;
    all.push_back({{"name", parameter.name},
                   {"in", "query"},
                   {"description", parameter.about},
                   {"schema", {{"type", "string"}, {"maxLength", 64}}}});
  }
  return all;
}

OrderedJson operation_json(const Route& route, const Operation* operation) {
  OrderedJson out;
  out["summary"] = operation != nullptr ? operation->summary : "docs/http-api.md";
  out["x-least-role"] = route.least == Role::kNobody ? "nobody" : role_word(route.least);
  out["x-takes-keys"] = route.keys == Keys::kTaken;
  if (auto parameters = parameters_of(route, operation); !parameters.empty())
    out["parameters"] = std::move(parameters);
  if (operation != nullptr && *operation->takes != '\0')
    out["requestBody"] = OrderedJson{{"required", true}, {"content", content_of(operation->takes)}};
  OrderedJson answers;
  if (operation != nullptr) {
    OrderedJson good{{"description", operation->summary}};
    if (*operation->gives != '\0') good["content"] = content_of(operation->gives);
    answers[std::to_string(operation->status)] = std::move(good);
  }
  answers["default"] =
      OrderedJson{{"description", "refused, in plain words"}, {"content", content_of("Error")}};
  out["responses"] = std::move(answers);
  return out;
}

const Operation* find_operation(const Route& route) {
  const auto it = std::ranges::find_if(kOperations, [&](const Operation& operation) {
    return operation.method == route.method &&
           std::string(kPrefix) + operation.path == route.pattern;
  });
  return it == kOperations.end() ? nullptr : &*it;
}

}  // namespace

OrderedJson openapi_json(const Router& router) {
  OrderedJson paths = OrderedJson::object();
  for (const Route* route : router.routes()) {
    if (!route->pattern.starts_with(kPrefix)) continue;
    std::string method(method_word(route->method));
    std::ranges::transform(method, method.begin(),
                           [](char c) { return static_cast<char>(c - 'A' + 'a'); });
    paths[route->pattern][method] = operation_json(*route, find_operation(*route));
  }
  OrderedJson out;
  out["openapi"] = "3.1.0";
  out["info"] = OrderedJson{{"title", "Sunhall hub"}, {"version", "1"}};
  out["security"] = OrderedJson::array({{{"bearer", OrderedJson::array()}}});
  out["paths"] = std::move(paths);
  out["components"]["securitySchemes"]["bearer"] =
      OrderedJson{{"type", "http"}, {"scheme", "bearer"}};
  out["components"]["schemas"] = openapi_schemas();
  return out;
}

void add_openapi_route(Router& router) {
  const auto text = std::make_shared<std::string>();
  router.add({.method = Method::kGet,
              .pattern = "/api/v1/openapi.json",
              .least = Role::kStaff,
              .handler =
                  [text](const Call& call, Reply reply) {
                    reply(answer_cached(call.request, "application/json", *text));
                  },
              .keys = Keys::kTaken});
  *text = openapi_json(router).dump() + "\n";
}

}  // namespace sunhall
