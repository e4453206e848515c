#include "hub/upload/upload_desk.h"
