#include "ui/common/translate.h"

#include <QtCore/QCoreApplication>

namespace velatura {

namespace {

QString lookUp(const char* context, const std::string& text) {
    return text.empty() ? QString() : QCoreApplication::translate(context, text.c_str());
}

}  // namespace

QString trParam(const std::string& text) { return lookUp("params", text); }
QString trStage(const std::string& stage) { return lookUp("stages", stage); }
QString trHint(const Error& error) { return lookUp("errors", error.hint); }

QString trError(const Error& error) {
    const QString text = lookUp("errors", error.text);
    // Filled in by the same rule as in the terminal: an argument that holds "%1" itself is left alone.
    return QString::fromStdString(fillArguments(text.toStdString(), error.arguments));
}

}  // namespace velatura
