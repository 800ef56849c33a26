#include "ui/charts/scalar_names.h"

#include <QtCore/QCoreApplication>

namespace velatura {

QString scalarLabel(const std::string& name) {
    return QCoreApplication::translate("scalars", name.c_str());
}

}  // namespace velatura
