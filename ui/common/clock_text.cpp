#include "ui/common/clock_text.h"

#include <QtCore/QCoreApplication>
#include <algorithm>
#include <cmath>

#include "core/jobs/job_channel.h"

namespace velatura {

QString clockText(double seconds) {
    const auto s = static_cast<long long>(std::lround(std::max(0.0, seconds)));
    if (s < 3600) return QStringLiteral("%1:%2").arg(s / 60).arg(s % 60, 2, 10, QChar('0'));
    return QStringLiteral("%1:%2:%3").arg(s / 3600).arg(s / 60 % 60, 2, 10, QChar('0')).arg(s % 60, 2, 10, QChar('0'));
}

QString timeLeftText(const Progress& progress) {
    if (progress.remaining < 0) return {};
    return QCoreApplication::translate("velatura::JobFoot", "%1 left").arg(clockText(progress.remaining));
}

}  // namespace velatura
