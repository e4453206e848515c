#include "hub/api/openapi.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/hub/api/record_house_words.h"

using namespace sunhall;
using namespace sunhall::test;

TEST_CASE("openapi: every path and method of the router is described, and none besides") {
  RecordsApi house;
  const OrderedJson document = openapi_json(*house.api.router);
  std::size_t described = 0;
  for (const auto& path : document["paths"].items()) described += path.value().size();
  std::size_t routed = 0;
  for (const Route* route : house.api.router->routes())
    routed += route->pattern.starts_with("/api/v1/") ? 1U : 0U;
  CHECK(described == routed);
  CHECK(document["paths"]["/api/v1/records/{id}"]["put"]["responses"].contains("201"));
}

TEST_CASE("openapi: every schema that is pointed to is there") {
  RecordsApi house;
  const OrderedJson document = openapi_json(*house.api.router);
  const std::string text = document.dump();
  const std::string mark = "#/components/schemas/";
  std::size_t count = 0;
  for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) {
    const std::size_t begin = at + mark.size();
    const std::string name = text.substr(begin, text.find('"', begin) - begin);
    CHECK_MESSAGE(document["components"]["schemas"].contains(name), name);
    ++count;
  }
  CHECK(count > 30);
  for (const auto& schema : document["components"]["schemas"].items())
    CHECK_MESSAGE(schema.value().is_object(), schema.key());
}
