#include "hub/platform/media/media_desk.h"
