#include "ui/common/about_window.h"

#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include "core/base/version.h"
#include "ui/common/theme.h"
#include "ui/common/translate.h"

namespace velatura {

AboutWindow::AboutWindow(QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("About Velatura"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(grid::kSection, grid::kSection, grid::kSection, grid::kSection);
    column->setSpacing(grid::kRelated);
    auto* name = new QLabel("Velatura", this);
    QFont big = Theme::instance().heading();
    big.setPixelSize(22);
    name->setFont(big);
    column->addWidget(name);
    const auto line = [&](const QString& text) {
        auto* label = new QLabel(text, this);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        column->addWidget(label);
        return label;
    };
    line(tr("Paints a photo in the manner of a painting."));
    line(tr("Version %1, commit %2").arg(versionNumber(), versionCommit()));
    device_ = line(tr("Asking what it computes on…"));
    line(tr("Free software under the GNU General Public License, version 3 or later."));
    column->addSpacing(grid::kRelated);
    auto* close = new QPushButton(tr("Close"), this);
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    column->addWidget(close, 0, Qt::AlignRight);
    setFixedWidth(420);
}

void AboutWindow::setDevice(const Result<DeviceReport>& report) {
    if (!report) {
        device_->setText(trError(report.error()) + ' ' + trHint(report.error()));
        return;
    }
    QString text = tr("Computes on %1 with LibTorch %2, %3 threads.")
                       .arg(QString::fromStdString(report->device), QString::fromStdString(report->libTorch))
                       .arg(report->threads);
    if (!report->noGpu.empty()) text += ' ' + trError(Error(ErrorCode::Unsupported, report->noGpu));
    device_->setText(text);
}

}  // namespace velatura
