// Words about one parameter in the person's language: what its tooltip, its number field and the manual say.
#pragma once

#include <QtCore/QString>

#include "core/base/param_schema.h"

namespace velatura {

/// "From 0 to 100 px.", "Gram matrix or mean and covariance": what is allowed, with the unit. Empty: anything.
QString rangeText(const ParamInfo& info);
/// A value as the form shows it: "0.5 px", "On", "Photo".
QString valueText(const ParamInfo& info, const ParamValue& value);
/// Help sentence, range and default, as rich text.
QString paramToolTip(const ParamInfo& info);

}  // namespace velatura
