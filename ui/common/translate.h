// Texts that come from below the window (schemas, errors, stages of work) in the person's language. They are English
// there and are looked up here by their English sentence; translations/ lists them. Window thread.
#pragma once

#include <QtCore/QString>
#include <string>

#include "core/base/error.h"

namespace velatura {

QString trParam(const std::string& text);   ///< context "params": labels, helps, groups, choices, catalog
QString trStage(const std::string& stage);  ///< context "stages": JobContext::progress
/// Context "errors": the sentence with its arguments filled in after translation, without the hint.
QString trError(const Error& error);
QString trHint(const Error& error);         ///< what to do about it; may be empty

}  // namespace velatura
