#include "checker/error.h"

G_DEFINE_QUARK(adquem-error, adq_error)
