#include "hub/platform/sip/digest.h"
