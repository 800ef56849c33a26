// What two engines have in common is said once: going over from one to the other takes the strength, the brush size,
// the working size, the colours with it. Used by EngineForms. No widgets.
#pragma once

#include "core/base/param_schema.h"

namespace velatura {

/// `target`, with what stands in `values` for the fields that both schemas have under one name or alias. What is at its
/// default there is at its own default here; a number that is out of range here becomes the nearest that is not.
ParamValues withShared(const Schema& from, const ParamValues& values, const Schema& to, ParamValues target);

}  // namespace velatura
