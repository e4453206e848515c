// From the lines of a request to a Request: what is refused, and who it came from.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include <boost/asio/ip/address.hpp>
#include <tl/expected.hpp>

#include "hub/http/message.h"

namespace sunhall {

/// A request's head as it was parsed.
struct IncomingHead {
  Fields fields;  // names in lower case
  std::string method;
  std::string target;
  bool is_old = false;  // HTTP/1.0
  boost::asio::ip::address peer;
};

/// Checks a head and makes a request of it, without its body.
///
/// Errors:  the answer to give: 400, 414, 417 or 501.
tl::expected<Request, Response> make_request(IncomingHead head,
                                             const std::set<boost::asio::ip::address>& trusted);

std::string lower_case(std::string_view text);

/// The address as IPv4 if it is one that came by IPv6.
boost::asio::ip::address plain_address(const boost::asio::ip::address& address);

}  // namespace sunhall
