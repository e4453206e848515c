// What a platform's answer to REGISTER says to the registration.
#pragma once

#include "hub/platform/registration.h"
#include "hub/platform/sip/sip_message.h"

namespace sunhall {

/// Reads what matters; what is malformed is as if it were not there.
RegisterAnswer to_register_answer(const SipMessage& message);

}  // namespace sunhall
