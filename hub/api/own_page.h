// Whether a browser sends what its own page asked for, or what a page from elsewhere made it send.
#pragma once

#include <string>
#include <string_view>

#include "hub/http/message.h"

namespace sunhall {

/// Whether a writing request comes from a page of ours, or from no page at all.
///
/// A cookie and a place are sent along by browsers whoever's page asks; a token in a header or a
/// query is shown on purpose and needs no such proof.
///
/// Shape:   true for what only reads, for a shown token, for `Sec-Fetch-Site: same-origin` or
///          `none`, else for an Origin whose host is the request's Host, else without Origin.
/// Source:  W3C Fetch Metadata §2.3; RFC 6454 §7; docs/decisions/0075-records-over-http.md.
bool is_from_own_page(const Request& request);

/// Whether a Host header is a name that can only mean this house.
///
/// A page from elsewhere may let its own name point to the hub (DNS rebinding): the browser then
/// takes the hub's answers for that page's own. Such a name has a public domain.
///
/// Shape:   an IP address, `localhost`, a name without dots, one under `.local`, `.lan` or
///          `.home.arpa`, and `own_host`; the port does not count, an absent header is a program's.
/// Source:  RFC 6762 §3 (.local), RFC 8375 (home.arpa).
bool is_house_host(std::string_view host, std::string_view own_host);

/// The host of an address such as `https://kitchen.example.org:8443/x`, in lower case; empty if
/// there is none.
std::string host_of_url(std::string_view url);

}  // namespace sunhall
