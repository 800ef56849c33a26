#include "ui/batch/name_field.h"

#include <QtCore/QEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "core/batch/name_template.h"
#include "ui/common/theme.h"
#include "ui/common/translate.h"

namespace velatura {

NameField::NameField(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(grid::kTight);
    title_ = new QLabel(this);
    auto* row = new QHBoxLayout;
    row->setSpacing(grid::kTight);
    line_ = new QLineEdit(this);
    parts_ = new QToolButton(this);
    parts_->setAutoRaise(true);
    parts_->setFocusPolicy(Qt::TabFocus);
    parts_->setPopupMode(QToolButton::InstantPopup);
    parts_->setMenu(new QMenu(parts_));
    row->addWidget(line_, 1);
    row->addWidget(parts_);
    hint_ = new QLabel(this);
    hint_->setFont(Theme::instance().small());
    hint_->setTextFormat(Qt::PlainText);
    hint_->setWordWrap(true);
    column->addWidget(title_);
    column->addLayout(row);
    column->addWidget(hint_);
    title_->setBuddy(line_);
    connect(line_, &QLineEdit::textEdited, this, [this] {
        check();
        if (!wrong_) Q_EMIT typed(text());
    });
    connect(line_, &QLineEdit::editingFinished, this, [this] {
        if (!line_->isModified()) return;
        line_->setModified(false);
        Q_EMIT chosen(text());
    });
    connect(parts_->menu(), &QMenu::aboutToShow, this, &NameField::fillMenu);
    connect(&Theme::instance(), &Theme::changed, this, &NameField::retranslate);
    retranslate();
}

QString NameField::text() const {
    return line_->text().trimmed();
}

void NameField::setName(const QString& name, const QString& usual) {
    if (!drafting() && line_->text().trimmed() != name) line_->setText(name);
    line_->setPlaceholderText(usual);
    check();
}

bool NameField::drafting() const {
    return line_->isModified();
}

void NameField::setExample(const QString& example) {
    example_ = example;
    refresh();
}

QString NameField::example() const {
    return hint_->text();
}

void NameField::check() {
    const auto parsed = NameTemplate::parse(text().toStdString());
    wrong_.reset();
    if (!text().isEmpty() && !parsed) wrong_ = parsed.error();
    refresh();
}

void NameField::refresh() {
    const Theme& t = Theme::instance();
    QPalette ink = palette();
    ink.setColor(QPalette::WindowText, wrong_ ? t.error() : t.mutedText());
    hint_->setPalette(ink);
    hint_->setText(wrong_ ? trError(*wrong_) : example_.isEmpty() ? QString() : tr("Example: %1").arg(example_));
    hint_->setVisible(!hint_->text().isEmpty());
    line_->setAccessibleDescription(hint_->text());
}

void NameField::insert(const QString& token) {
    // An empty line stands for the usual template: what is added comes behind it.
    if (line_->text().isEmpty()) line_->setText(line_->placeholderText() + '-');
    line_->insert('{' + token + '}');
    line_->setModified(false);
    check();
    Q_EMIT chosen(text());
    line_->setFocus();
}

void NameField::fillMenu() {
    const QHash<QString, QString> words{{"name", tr("Name of the photo")},
                                        {"style", tr("Name of the style")},
                                        {"strength", tr("Strength")},
                                        {"index", tr("Number in the batch")},
                                        {"engine", tr("Engine")},
                                        {"size", tr("Working size")},
                                        {"seed", tr("Seed")},
                                        {"variant", tr("Number of the variant")},
                                        {"label", tr("First folder of the photo")},
                                        {"ext", tr("Ending of the file")}};
    QMenu* menu = parts_->menu();
    menu->clear();
    for (const std::string& token : NameTemplate::tokens()) {
        const QString name = QString::fromStdString(token);
        menu->addAction(QStringLiteral("%1\t{%2}").arg(words.value(name, name), name), this,
                        [this, name] { insert(name); });
    }
}

void NameField::retranslate() {
    const Theme& t = Theme::instance();
    title_->setText(tr("Names of the results"));
    line_->setAccessibleName(tr("Names of the results"));
    line_->setToolTip(tr("Text and parts in braces; a slash makes a folder"));
    parts_->setIcon(t.icon("add", 16));
    parts_->setToolTip(tr("Insert a part"));
    parts_->setAccessibleName(tr("Insert a part of the name"));
    refresh();
}

void NameField::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace velatura
