#include "ui/export/target_form.h"

#include <QtCore/QEvent>
#include <QtWidgets/QColorDialog>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QSpinBox>
#include <set>

#include "ui/export/form_rows.h"

namespace velatura {

namespace {

enum Field { Name = 1, Kind, Width, Height, LongSide, Percent, Fit, Border, Dpi };

const QString kWhite = QStringLiteral("#ffffff"), kBlack = QStringLiteral("#000000"),
              kClear = QStringLiteral("transparent"), kOther = QStringLiteral("other");

QSpinBox* number(QWidget* parent, int least, int most) {
    auto* box = new QSpinBox(parent);
    box->setRange(least, most);
    box->setKeyboardTracking(false);  // "1080" is one size, not four
    box->setMinimumWidth(76);
    return box;
}

}  // namespace

TargetForm::TargetForm(QWidget* parent) : QWidget(parent) {
    build();
    listen();
    retranslate();
}

void TargetForm::build() {
    rows_ = formGrid(this);
    rows_->setHorizontalSpacing(grid::kRelated);
    rows_->setVerticalSpacing(grid::kRelated);
    nameLabel_ = rowLabel(rows_, 0);
    name_ = new QLineEdit(this);
    name_->setMaxLength(static_cast<int>(kMostTargetName) / 3);  // in bytes it may be three times as long
    rows_->addWidget(name_, 0, 1);
    kindLabel_ = rowLabel(rows_, 1);
    kind_ = new QComboBox(this);
    for (const auto k : {TargetSize::Exact, TargetSize::LongSide, TargetSize::Scale})
        kind_->addItem(QString(), static_cast<int>(k));
    rows_->addWidget(kind_, 1, 1);
    numbers_ = new QWidget(this);
    auto* row = new QHBoxLayout(numbers_);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(grid::kTight);
    width_ = number(numbers_, 1, kMostTargetSide);
    times_ = new QLabel(QStringLiteral("×"), numbers_);
    height_ = number(numbers_, 1, kMostTargetSide);
    longSide_ = number(numbers_, 1, kMostTargetSide);
    percent_ = number(numbers_, 1, 400);
    for (QWidget* w : std::initializer_list<QWidget*>{width_, times_, height_, longSide_, percent_}) row->addWidget(w);
    row->addStretch();
    rows_->addWidget(numbers_, 2, 1);
    fitLabel_ = rowLabel(rows_, 3);
    fit_ = new QComboBox(this);
    for (const auto f : {TargetFit::Fill, TargetFit::Inside, TargetFit::Pad})
        fit_->addItem(QString(), static_cast<int>(f));
    rows_->addWidget(fit_, 3, 1);
    borderLabel_ = rowLabel(rows_, 4);
    border_ = new QComboBox(this);
    rows_->addWidget(border_, 4, 1);
    dpiLabel_ = rowLabel(rows_, 5);
    dpi_ = new QComboBox(this);
    rows_->addWidget(dpi_, 5, 1);
}

void TargetForm::listen() {
    connect(name_, &QLineEdit::textEdited, this, [this](const QString& text) {
        // A name that is being typed anew is empty for a moment; the old one stays until then.
        if (text.trimmed().isEmpty()) return;
        target_.name = text.trimmed().toStdString();
        take(Name);
    });
    connect(name_, &QLineEdit::editingFinished, this, &TargetForm::refresh);
    connect(kind_, &QComboBox::currentIndexChanged, this, [this] {
        if (quiet_) return;
        target_.size = static_cast<TargetSize>(kind_->currentData().toInt());
        take(Kind);
    });
    connect(fit_, &QComboBox::currentIndexChanged, this, [this] {
        if (quiet_) return;
        target_.fit = static_cast<TargetFit>(fit_->currentData().toInt());
        take(Fit);
    });
    const auto listenTo = [this](QSpinBox* box, auto member, Field field) {
        connect(box, &QSpinBox::valueChanged, this, [this, member, field](int v) {
            if (quiet_) return;
            target_.*member = v;
            take(field);
        });
    };
    listenTo(width_, &ExportTarget::width, Width);
    listenTo(height_, &ExportTarget::height, Height);
    listenTo(longSide_, &ExportTarget::longSide, LongSide);
    listenTo(percent_, &ExportTarget::percent, Percent);
    connect(border_, &QComboBox::activated, this, &TargetForm::borderChosen);
    connect(dpi_, &QComboBox::activated, this, [this] {
        target_.dpi = dpi_->currentData().toInt();
        take(Dpi);
    });
}

void TargetForm::take(int field) {
    if (field != Name) refresh();
    Q_EMIT edited(target_, field);
}

void TargetForm::borderChosen() {
    const QString chosen = border_->currentData().toString();
    if (chosen != kOther) {
        target_.border = chosen.toStdString();
        return take(Border);
    }
    refresh();
    auto* dialog = new QColorDialog(QColor(QString::fromStdString(target_.border)), this);
    dialog->setOption(QColorDialog::DontUseNativeDialog);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QColorDialog::colorSelected, this, [this](const QColor& colour) {
        target_.border = colour.name().toStdString();
        take(Border);
    });
    dialog->open();
}

void TargetForm::setTarget(const ExportTarget& target) {
    if (target == target_) return;
    target_ = target;
    refresh();
}

void TargetForm::offerBorders() {
    border_->clear();
    border_->addItem(tr("White"), kWhite);
    border_->addItem(tr("Black"), kBlack);
    border_->addItem(tr("Transparent"), kClear);
    const QString now = QString::fromStdString(target_.border);
    if (border_->findData(now) < 0) border_->addItem(now, now);
    border_->addItem(tr("Other colour…"), kOther);
    border_->setCurrentIndex(border_->findData(now));
}

void TargetForm::offerResolutions() {
    const int now = static_cast<int>(target_.dpi + 0.5);
    dpi_->clear();
    dpi_->addItem(tr("As chosen for all"), 0);
    std::set<int> usual{72, 150, 300, 600};
    if (now > 0) usual.insert(now);
    for (const int dpi : usual) dpi_->addItem(tr("%1 dpi").arg(dpi), dpi);
    dpi_->setCurrentIndex(dpi_->findData(now));
}

void TargetForm::refresh() {
    quiet_ = true;
    const bool exact = target_.size == TargetSize::Exact;
    const QString name = QString::fromStdString(target_.name);
    if (name_->text().trimmed() != name) name_->setText(name);
    kind_->setCurrentIndex(kind_->findData(static_cast<int>(target_.size)));
    fit_->setCurrentIndex(fit_->findData(static_cast<int>(target_.fit)));
    width_->setValue(target_.width);
    height_->setValue(target_.height);
    longSide_->setValue(target_.longSide);
    percent_->setValue(static_cast<int>(target_.percent + 0.5));
    for (QWidget* w : std::initializer_list<QWidget*>{width_, times_, height_, fit_, fitLabel_}) w->setVisible(exact);
    longSide_->setVisible(target_.size == TargetSize::LongSide);
    percent_->setVisible(target_.size == TargetSize::Scale);
    const bool pads = exact && target_.fit == TargetFit::Pad;
    border_->setVisible(pads);
    borderLabel_->setVisible(pads);
    offerBorders();
    offerResolutions();
    quiet_ = false;
}

void TargetForm::retranslate() {
    nameLabel_->setText(tr("Name"));
    kindLabel_->setText(tr("Size"));
    fitLabel_->setText(tr("Picture"));
    borderLabel_->setText(tr("Border"));
    dpiLabel_->setText(tr("Resolution"));
    const QString kinds[] = {tr("Width and height"), tr("Long side"), tr("Share of the photo")};
    const QString fits[] = {tr("Fill, cropped"), tr("Fit inside"), tr("Fit, with a border")};
    for (int i = 0; i < 3; ++i) {
        kind_->setItemText(i, kinds[i]);
        fit_->setItemText(i, fits[i]);
    }
    longSide_->setSuffix(QStringLiteral(" px"));
    percent_->setSuffix(QStringLiteral(" %"));
    name_->setAccessibleName(tr("Name of the size"));
    kind_->setAccessibleName(tr("How the size is measured"));
    width_->setAccessibleName(tr("Width in pixels"));
    height_->setAccessibleName(tr("Height in pixels"));
    longSide_->setAccessibleName(tr("Long side in pixels"));
    percent_->setAccessibleName(tr("Percent of the photo's size"));
    fit_->setAccessibleName(tr("How the picture fills it"));
    border_->setAccessibleName(tr("Border"));
    dpi_->setAccessibleName(tr("Resolution"));
    refresh();
}

void TargetForm::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace velatura
