#include "ui/stylize/result.h"

#include <QtCore/QCoreApplication>

namespace velatura {

namespace {
struct ResultName {
    Q_DECLARE_TR_FUNCTIONS(ResultName)
};
}  // namespace

QString nameOf(const StyledResult& result) {
    if (result.snapshotStep >= 0) return ResultName::tr("Snapshot %1, step %2").arg(result.number).arg(result.snapshotStep);
    return ResultName::tr("Result %1").arg(result.number);
}

}  // namespace velatura
