// The day's records upward: from the ledger to a platform's record interface, until it has them.
#pragma once

#include "core/base/result.h"
