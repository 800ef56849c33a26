#include "ui/common/quit_dialog.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include "ui/common/theme.h"

namespace velatura {

namespace {
constexpr int kMostNames = 6;

QString listed(const QStringList& names) {
    QStringList shown;
    for (const QString& n : names.mid(0, kMostNames)) shown << QStringLiteral("•  ") + n;
    if (names.size() > kMostNames) shown << QuitDialog::tr("and %1 more").arg(names.size() - kMostNames);
    return shown.join('\n');
}
}  // namespace

QuitDialog::QuitDialog(const QStringList& running, const QStringList& unsaved, QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Quit Velatura?"));
    setModal(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(grid::kSection, grid::kSection, grid::kSection, grid::kSection);
    column->setSpacing(grid::kRelated);
    const auto block = [&](const QString& head, const QStringList& names) {
        if (names.isEmpty()) return;
        auto* title = new QLabel(head, this);
        title->setFont(Theme::instance().heading());
        auto* list = new QLabel(listed(names), this);
        list->setTextFormat(Qt::PlainText);
        column->addWidget(title);
        column->addWidget(list);
        column->addSpacing(grid::kRelated);
    };
    block(tr("Still running, and would be stopped:"), running);
    block(tr("Not exported, and would be lost:"), unsaved);
    auto* row = new QHBoxLayout;
    row->setSpacing(grid::kRelated);
    row->addStretch();
    auto* quit = new QPushButton(running.isEmpty() ? tr("Quit without exporting") : tr("Stop and quit"), this);
    quit->setObjectName("quit");
    quit->setAutoDefault(false);
    auto* stay = new QPushButton(tr("Stay"), this);
    stay->setDefault(true);
    row->addWidget(quit);
    row->addWidget(stay);
    column->addLayout(row);
    connect(quit, &QPushButton::clicked, this, &QDialog::accept);
    connect(stay, &QPushButton::clicked, this, &QDialog::reject);
    setMinimumWidth(380);
}

}  // namespace velatura
