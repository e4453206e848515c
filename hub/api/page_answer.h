// How a page's files are sent.
#pragma once

#include <string>
#include <string_view>

#include "hub/api/page_files.h"
#include "hub/http/router.h"

namespace sunhall {

/// A version stands in the path: another one is another address.
inline constexpr std::string_view kPageForGood = "public, max-age=31536000, immutable";
/// Asked for each time; 304 when it is still the same.
inline constexpr std::string_view kPageAskAgain = "no-cache";

/// Sends the smallest form that the client unpacks, or 304.
Response answer_page_file(const PageFile& file, std::string_view cache, const Request& request);

/// Adds a route for everybody: what it answers holds nothing of the house.
void add_open_page(Router& router, std::string pattern, Handler handler);

}  // namespace sunhall
