#include "ui/export/target_list.h"

#include <QtCore/QEvent>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QLabel>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QMenu>
#include <QtWidgets/QStyledItemDelegate>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "core/image/export_presets.h"
#include "ui/common/theme.h"
#include "ui/common/translate.h"

namespace velatura {

namespace {

constexpr int kId = Qt::UserRole, kSize = Qt::UserRole + 1, kProblem = Qt::UserRole + 2;

/// The size stands right of the name, quiet, or in red where the format cannot hold it.
class RowPainter : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {160, grid::kControl}; }
    void paint(QPainter* p, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Theme& t = Theme::instance();
        QStyleOptionViewItem o(option);
        initStyleOption(&o, index);
        const QString size = index.data(kSize).toString();
        const int width = QFontMetrics(t.tabular()).horizontalAdvance(size) + 2 * grid::kRelated;
        const QRect check = o.widget->style()->subElementRect(QStyle::SE_ItemViewItemCheckIndicator, &o, o.widget);
        const QRect words(check.right() + grid::kRelated, o.rect.y(),
                          o.rect.right() - width - check.right() - grid::kRelated, o.rect.height());
        const QString name = o.fontMetrics.elidedText(o.text, Qt::ElideRight, words.width());
        o.text.clear();
        o.widget->style()->drawControl(QStyle::CE_ItemViewItem, &o, p, o.widget);
        const bool on = o.checkState == Qt::Checked;
        p->setPen(on ? t.text() : t.mutedText());
        p->setFont(o.font);
        p->drawText(words, Qt::AlignVCenter, name);
        p->setFont(t.tabular());
        p->setPen(index.data(kProblem).toString().isEmpty() ? t.mutedText() : t.error());
        p->drawText(o.rect.adjusted(0, 0, -grid::kRelated, 0), Qt::AlignVCenter | Qt::AlignRight, size);
    }
};

}  // namespace

TargetList::TargetList(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(grid::kTight);
    list_ = new QListWidget(this);
    list_->setFrameShape(QFrame::NoFrame);
    list_->setItemDelegate(new RowPainter(list_));
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setTextElideMode(Qt::ElideRight);
    list_->installEventFilter(this);
    empty_ = new QLabel(this);
    empty_->setWordWrap(true);
    column->addWidget(empty_);
    column->addWidget(list_, 1);
    auto* row = new QHBoxLayout;
    row->setSpacing(grid::kTight);
    const auto button = [&] {
        auto* b = new QToolButton(this);
        b->setAutoRaise(true);
        b->setFocusPolicy(Qt::TabFocus);
        row->addWidget(b);
        return b;
    };
    add_ = button();
    add_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    add_->setPopupMode(QToolButton::InstantPopup);
    menu_ = new QMenu(add_);
    add_->setMenu(menu_);
    row->addStretch();
    up_ = button();
    down_ = button();
    remove_ = button();
    column->addLayout(row);
    connect(list_, &QListWidget::currentItemChanged, this, [this] {
        refreshButtons();
        if (!quiet_) Q_EMIT currentChanged(current());
    });
    connect(list_, &QListWidget::itemChanged, this, [this](QListWidgetItem* item) {
        if (!quiet_) Q_EMIT toggled(item->data(kId).toInt(), item->checkState() == Qt::Checked);
    });
    connect(remove_, &QToolButton::clicked, this, [this] { Q_EMIT removeWanted(current()); });
    connect(up_, &QToolButton::clicked, this, [this] { Q_EMIT moveWanted(current(), -1); });
    connect(down_, &QToolButton::clicked, this, [this] { Q_EMIT moveWanted(current(), 1); });
    connect(&Theme::instance(), &Theme::changed, this, &TargetList::retranslate);
    retranslate();
}

void TargetList::setSet(const ExportSet& set, const QStringList& sizes, const QStringList& problems, int current) {
    quiet_ = true;
    while (list_->count() > static_cast<int>(set.entries.size())) delete list_->takeItem(list_->count() - 1);
    while (list_->count() < static_cast<int>(set.entries.size())) list_->addItem(QString());
    for (int i = 0; i < list_->count(); ++i) {
        const SetEntry& e = set.entries[static_cast<size_t>(i)];
        QListWidgetItem* item = list_->item(i);
        item->setText(QString::fromStdString(e.target.name));
        item->setData(kId, e.id);
        item->setData(kSize, sizes.value(i));
        item->setData(kProblem, problems.value(i));
        item->setToolTip(problems.value(i));
        item->setData(Qt::AccessibleTextRole, QStringLiteral("%1, %2").arg(item->text(), sizes.value(i)));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(e.on ? Qt::Checked : Qt::Unchecked);
    }
    list_->setCurrentRow(set.indexOf(current));
    quiet_ = false;
    empty_->setVisible(set.entries.empty());
    list_->setVisible(!set.entries.empty());
    refreshButtons();
}

int TargetList::current() const {
    const QListWidgetItem* item = list_->currentItem();
    return item ? item->data(kId).toInt() : -1;
}

void TargetList::refreshButtons() {
    const int row = list_->currentRow();
    remove_->setEnabled(row >= 0);
    up_->setEnabled(row > 0);
    down_->setEnabled(row >= 0 && row + 1 < list_->count());
}

bool TargetList::eventFilter(QObject* watched, QEvent* event) {
    if (watched == list_ && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool alt = key->modifiers() & Qt::AltModifier;
        if (key->key() == Qt::Key_Delete)
            remove_->click();
        else if (alt && key->key() == Qt::Key_Up)
            up_->click();
        else if (alt && key->key() == Qt::Key_Down)
            down_->click();
        else
            return QWidget::eventFilter(watched, event);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void TargetList::fillMenu() {
    menu_->clear();
    const auto named = [](ExportTarget t) {
        t.name = trParam(t.name).toStdString();
        return t;
    };
    for (const PresetGroup& group : exportPresets()) {
        QMenu* sub = menu_->addMenu(trParam(group.label));
        std::vector<ExportTarget> all;
        for (const ExportTarget& preset : group.targets) {
            const ExportTarget t = named(preset);
            all.push_back(t);
            sub->addAction(QStringLiteral("%1\t%2 × %3").arg(QString::fromStdString(t.name)).arg(t.width).arg(t.height),
                           this, [this, t] { Q_EMIT addWanted({t}); });
        }
        sub->addSeparator();
        sub->addAction(tr("All of these"), this, [this, all] { Q_EMIT addWanted(all); });
    }
    menu_->addSeparator();
    ExportTarget own;
    own.name = tr("Own size").toStdString();
    menu_->addAction(tr("Own size"), this, [this, own] { Q_EMIT addWanted({own}); });
}

void TargetList::retranslate() {
    const Theme& t = Theme::instance();
    add_->setText(tr("Add size"));
    add_->setIcon(t.icon("add", 16));
    up_->setIcon(t.icon("chevron-up", 16));
    down_->setIcon(t.icon("chevron-down", 16));
    remove_->setIcon(t.icon("trash", 16));
    const auto say = [](QToolButton* b, const QString& text, const QString& tip) {
        b->setAccessibleName(text);
        b->setToolTip(tip);
    };
    say(up_, tr("Move up"), tr("Move up (Alt+Up)"));
    say(down_, tr("Move down"), tr("Move down (Alt+Down)"));
    say(remove_, tr("Remove size"), tr("Remove this size (Delete)"));
    empty_->setText(tr("No sizes yet. Add some of the usual ones, or your own."));
    list_->setAccessibleName(tr("Sizes"));
    fillMenu();
}

void TargetList::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace velatura
