#include "ui/common/command_palette.h"

#include <QtCore/QEvent>
#include <QtGui/QAction>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QMainWindow>
#include <QtWidgets/QMenu>
#include <QtWidgets/QStyledItemDelegate>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>

#include "ui/common/theme.h"

namespace velatura {

namespace {

constexpr int kWidth = 480, kRows = 9, kRowHeight = 32;
constexpr int kShortcutRole = Qt::UserRole + 1, kPlaceRole = Qt::UserRole + 2, kIndexRole = Qt::UserRole + 3;

QString plain(QString text) {
    text.remove('&');
    if (text.endsWith(QStringLiteral("…"))) text.chop(1);
    return text;
}

/// Title on the left, where it lives in muted ink behind it, shortcut on the right.
class CommandDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {kWidth - 40, kRowHeight}; }
    void paint(QPainter* p, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Theme& t = Theme::instance();
        p->save();
        p->setRenderHint(QPainter::Antialiasing);
        if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver)) {
            p->setPen(Qt::NoPen);
            p->setBrush(option.state & QStyle::State_Selected ? t.selection() : t.hover());
            p->drawRoundedRect(option.rect, grid::kRadius, grid::kRadius);
        }
        const QRect line = option.rect.adjusted(10, 0, -10, 0);
        const QString title = index.data(Qt::DisplayRole).toString();
        p->setPen(t.text());
        p->drawText(line, Qt::AlignVCenter, title);
        const int used = option.fontMetrics.horizontalAdvance(title);
        p->setFont(t.small());
        p->setPen(t.mutedText());
        p->drawText(line.adjusted(used + 10, 0, 0, 0), Qt::AlignVCenter, index.data(kPlaceRole).toString());
        p->drawText(line, Qt::AlignRight | Qt::AlignVCenter, index.data(kShortcutRole).toString());
        p->restore();
    }
};

}  // namespace

int fuzzyScore(const QString& pattern, const QString& text) {
    if (pattern.isEmpty()) return 1;
    int score = 1, at = 0, run = 0;
    for (const QChar wanted : pattern) {
        if (wanted.isSpace()) {
            run = 0;
            continue;
        }
        // A word that starts with the letter is worth more than the next letter that happens to be it.
        int found = -1;
        for (int i = at; i < text.size(); ++i) {
            if (text[i].toCaseFolded() != wanted.toCaseFolded()) continue;
            const bool start = i == 0 || !text[i - 1].isLetterOrNumber();
            if (found < 0) found = i;
            if (run > 0 && i == at) break;  // goes on where the last letter stood
            if (start) {
                found = i;
                break;
            }
        }
        if (found < 0) return 0;
        const bool start = found == 0 || !text[found - 1].isLetterOrNumber();
        run = found == at && at > 0 ? run + 1 : 0;
        score += 1 + (start ? 8 : 0) + 4 * run - (at > 0 ? std::min(found - at, 3) : 0);
        at = found + 1;
    }
    return std::max(1, score * 4 - static_cast<int>(text.size()) / 8);
}

CommandPalette::CommandPalette(QMainWindow* window) : QFrame(window, Qt::Popup), window_(window) {
    setFixedWidth(kWidth);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(grid::kRelated, grid::kRelated, grid::kRelated, grid::kRelated);
    column->setSpacing(grid::kRelated);
    field_ = new QLineEdit(this);
    field_->installEventFilter(this);
    list_ = new QListWidget(this);
    list_->setFrameShape(QFrame::NoFrame);
    list_->setItemDelegate(new CommandDelegate(list_));
    list_->setFocusPolicy(Qt::NoFocus);
    list_->setMouseTracking(true);
    list_->setUniformItemSizes(true);
    list_->viewport()->setAutoFillBackground(false);
    column->addWidget(field_);
    column->addWidget(list_);
    connect(field_, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(list_, &QListWidget::itemClicked, this, [this](QListWidgetItem* item) {
        list_->setCurrentItem(item);
        run();
    });
    setAttribute(Qt::WA_TranslucentBackground, false);
    setAutoFillBackground(true);
}

void CommandPalette::open() {
    actions_.clear();
    // Every action that the window or one of its parts owns, once, in the order in which they were made.
    for (QAction* action : window_->findChildren<QAction*>()) {
        const bool menu = action->menu() != nullptr || action->isSeparator();
        if (menu || plain(action->text()).isEmpty() || !action->isEnabled() || !action->isVisible()) continue;
        if (action->property("palette").isValid() && !action->property("palette").toBool()) continue;
        const bool twice = std::any_of(actions_.begin(), actions_.end(), [&](const auto& a) {
            return a->text() == action->text() && a->shortcut() == action->shortcut();
        });
        if (!twice) actions_ << action;
    }
    field_->setPlaceholderText(tr("Type a command"));
    field_->setAccessibleName(tr("Command"));
    list_->setAccessibleName(tr("Commands"));
    field_->clear();
    filter({});
    const QPoint middle = window_->mapToGlobal(QPoint((window_->width() - width()) / 2, window_->height() / 7));
    move(middle);
    show();
    field_->setFocus();
}

void CommandPalette::filter(const QString& text) {
    std::vector<std::pair<int, int>> order;  // minus the score, index
    for (int i = 0; i < actions_.size(); ++i)
        if (actions_[i])
            if (const int score = fuzzyScore(text, plain(actions_[i]->text())); score > 0) order.emplace_back(-score, i);
    if (!text.isEmpty()) std::stable_sort(order.begin(), order.end(), [](auto& a, auto& b) { return a.first < b.first; });
    list_->clear();
    for (const auto& [score, i] : order) {
        const QAction* action = actions_[i];
        auto* item = new QListWidgetItem(plain(action->text()), list_);
        item->setData(kIndexRole, i);
        item->setData(kShortcutRole, action->shortcut().toString(QKeySequence::NativeText));
        if (const auto* menu = qobject_cast<const QMenu*>(action->parent())) item->setData(kPlaceRole, plain(menu->title()));
    }
    if (order.empty()) {
        auto* none = new QListWidgetItem(tr("No command like that"), list_);
        none->setFlags(Qt::NoItemFlags);
        none->setData(kIndexRole, -1);
    }
    list_->setCurrentRow(0);
    list_->setFixedHeight(std::min(kRows, std::max(1, list_->count())) * kRowHeight + 2);
    adjustSize();
}

void CommandPalette::run() {
    const QListWidgetItem* item = list_->currentItem();
    const int index = item ? item->data(kIndexRole).toInt() : -1;
    hide();
    if (index < 0 || index >= actions_.size() || !actions_[index]) return;
    // After the popup is gone, so that the command finds the focus where it was.
    QMetaObject::invokeMethod(actions_[index], &QAction::trigger, Qt::QueuedConnection);
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched == field_ && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const int row = list_->currentRow(), last = list_->count() - 1;
        switch (key->key()) {
            case Qt::Key_Down: list_->setCurrentRow(row >= last ? 0 : row + 1); return true;
            case Qt::Key_Up: list_->setCurrentRow(row <= 0 ? last : row - 1); return true;
            case Qt::Key_PageDown: list_->setCurrentRow(std::min(last, row + kRows)); return true;
            case Qt::Key_PageUp: list_->setCurrentRow(std::max(0, row - kRows)); return true;
            case Qt::Key_Return:
            case Qt::Key_Enter: run(); return true;
            default: break;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void CommandPalette::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange && isVisible()) open();
    QFrame::changeEvent(event);
}

void CommandPalette::paintEvent(QPaintEvent*) {
    QPainter p(this);
    p.setPen(Theme::instance().outline());
    p.setBrush(Theme::instance().panel());
    p.drawRect(rect().adjusted(0, 0, -1, -1));
}

}  // namespace velatura
