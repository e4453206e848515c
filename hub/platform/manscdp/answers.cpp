#include "hub/platform/manscdp/answers.h"
