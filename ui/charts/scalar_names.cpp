#include "ui/charts/scalar_names.h"

#include <QtCore/QCoreApplication>

namespace velatura {

QString scalarLabel(const std::string& name) {
    QString out = QCoreApplication::translate("scalars", name.c_str());
    // "style_loss" and "style-loss" are for files.
    out.replace('_', ' ').replace('-', ' ');
    return out;
}

}  // namespace velatura
