#include "hub/platform/platform_desk.h"
