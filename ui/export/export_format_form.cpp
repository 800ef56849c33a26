#include "ui/export/export_format_form.h"

#include <QtCore/QDir>
#include <QtCore/QEvent>
#include <QtCore/QFileInfo>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QSlider>
#include <QtWidgets/QSpinBox>

#include "core/image_io/color_profile.h"
#include "ui/export/form_rows.h"
#include "ui/params/fold_section.h"

namespace velatura {

namespace {

constexpr int kFromFile = -1, kOtherDpi = -1;
constexpr int kUsualDpi[] = {72, 150, 300, 600};

int valueOf(const QComboBox* box) {
    return box->currentData().toInt();
}

void choose(QComboBox* box, int value) {
    box->setCurrentIndex(std::max(0, box->findData(value)));
}

}  // namespace

ExportFormatForm::ExportFormatForm(QWidget* parent) : QWidget(parent) {
    build();
    listen();
    retranslate();
    setChoices({});
}

void ExportFormatForm::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(grid::kRelated);
    auto* top = new QWidget(this);
    rows_ = formGrid(top);
    column->addWidget(top);
    const auto combo = [](QGridLayout* rows, int row, QLabel*& label) {
        label = rowLabel(rows, row);
        auto* box = new QComboBox(rows->parentWidget());
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        rows->addWidget(box, row, 1, Qt::AlignLeft);
        return box;
    };
    format_ = combo(rows_, 0, formatLabel_);
    for (const PictureFormat& f : pictureFormats())
        format_->addItem(QString::fromStdString(f.label), QString::fromStdString(f.key));
    qualityLabel_ = rowLabel(rows_, 1);
    quality_ = new QSlider(Qt::Horizontal, top);
    quality_->setRange(1, 100);
    qualityValue_ = new QSpinBox(top);
    qualityValue_->setRange(1, 100);
    qualityValue_->setFixedWidth(72);
    rows_->addWidget(quality_, 1, 1);
    rows_->addWidget(qualityValue_, 1, 2);
    sizeLabel_ = rowLabel(rows_, 2);
    size_ = new QLabel(top);
    size_->setFont(Theme::instance().tabular());
    size_->setMinimumHeight(grid::kControl);
    rows_->addWidget(size_, 2, 1, 1, 2);

    fold_ = new FoldSection("export-more", this);
    column->addWidget(fold_);
    auto* body = new QWidget(fold_);
    more_ = formGrid(body);
    depth_ = combo(more_, 0, depthLabel_);
    for (const auto d : {SaveDepth::Keep, SaveDepth::Eight, SaveDepth::Sixteen})
        depth_->addItem(QString(), static_cast<int>(d));
    profile_ = combo(more_, 1, profileLabel_);
    metadata_ = combo(more_, 2, metadataLabel_);
    for (const auto m : {SaveMetadata::Keep, SaveMetadata::NoPlace, SaveMetadata::Strip})
        metadata_->addItem(QString(), static_cast<int>(m));
    dpi_ = combo(more_, 3, dpiLabel_);
    dpi_->addItem(QString(), 0);
    for (const int dpi : kUsualDpi) dpi_->addItem(QString(), dpi);
    dpi_->addItem(QString(), kOtherDpi);
    dpiValue_ = new QSpinBox(body);
    dpiValue_->setRange(1, 10000);
    dpiValue_->setValue(240);
    dpiValue_->setFixedWidth(84);
    more_->addWidget(dpiValue_, 3, 2);
    fold_->add(body);
}

void ExportFormatForm::listen() {
    connect(quality_, &QSlider::valueChanged, qualityValue_, &QSpinBox::setValue);
    connect(qualityValue_, &QSpinBox::valueChanged, quality_, &QSlider::setValue);
    const auto take = [this](auto set) {
        return [this, set] {
            if (quiet_) return;
            set();
            refresh();
            Q_EMIT changed();
        };
    };
    connect(quality_, &QSlider::valueChanged, this, take([this] { choices_.quality = quality_->value(); }));
    connect(depth_, &QComboBox::currentIndexChanged, this,
            take([this] { choices_.depth = static_cast<SaveDepth>(valueOf(depth_)); }));
    connect(metadata_, &QComboBox::currentIndexChanged, this,
            take([this] { choices_.metadata = static_cast<SaveMetadata>(valueOf(metadata_)); }));
    connect(dpi_, &QComboBox::currentIndexChanged, this, take([this] { resolutionChosen(); }));
    connect(dpiValue_, &QSpinBox::valueChanged, this, take([this] { resolutionChosen(); }));
    connect(fold_->findChild<FoldHeader*>(), &FoldHeader::toggled, this, [this] {
        // Sizes within would be known only some turns of the event loop later.
        fold_->layout()->invalidate();
        fold_->updateGeometry();
        updateGeometry();
        Q_EMIT foldToggled();
    });
    connect(profile_, &QComboBox::activated, this, &ExportFormatForm::profileChosen);
    connect(format_, &QComboBox::currentIndexChanged, this, take([this] {
                choices_.format = format_->currentData().toString().toStdString();
                Q_EMIT formatChanged();
            }));
}

void ExportFormatForm::setChoices(const SaveChoices& choices) {
    choices_ = choices;
    if (const Status read = readChosenProfile(choices_); !read) {
        choices_.profile = SaveProfile::Source;
        Q_EMIT failed(read.error());
    }
    refresh();
    Q_EMIT changed();
}

void ExportFormatForm::setFormat(const std::string& key) {
    format_->setCurrentIndex(std::max(0, format_->findData(QString::fromStdString(key))));
}

void ExportFormatForm::setProfileFile(const QString& path) {
    SaveChoices wish = choices_;
    wish.profile = SaveProfile::File;
    wish.profilePath = path;
    wish.profileBytes.clear();
    const Status read = readChosenProfile(wish);
    if (read) choices_ = wish;
    refresh();
    if (!read) {
        Q_EMIT failed(read.error());
        return;
    }
    Q_EMIT changed();
}

void ExportFormatForm::profileChosen() {
    if (valueOf(profile_) != kFromFile) {
        choices_.profile = static_cast<SaveProfile>(valueOf(profile_));
        refresh();
        Q_EMIT changed();
        return;
    }
    refresh();  // what is chosen stays until there is a file
    const QString known = choices_.profilePath;
    auto* dialog =
        new QFileDialog(this, tr("Colour profile"), known.isEmpty() ? QDir::homePath() : QFileInfo(known).path(),
                        tr("Colour profiles (*.icc *.icm *.ICC *.ICM);;All files (*)"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &ExportFormatForm::setProfileFile);
    dialog->open();
}

void ExportFormatForm::resolutionChosen() {
    const bool other = valueOf(dpi_) == kOtherDpi;
    choices_.dpi = other ? dpiValue_->value() : valueOf(dpi_);
    dpiValue_->setVisible(other);
}

void ExportFormatForm::offerProfiles() {
    profile_->clear();
    profile_->addItem(tr("As the photo"), static_cast<int>(SaveProfile::Source));
    profile_->addItem(QStringLiteral("sRGB"), static_cast<int>(SaveProfile::Srgb));
    profile_->addItem(QStringLiteral("Display P3"), static_cast<int>(SaveProfile::DisplayP3));
    profile_->addItem(QStringLiteral("Adobe RGB"), static_cast<int>(SaveProfile::AdobeRgb));
    if (!choices_.profileBytes.empty()) {
        // What it calls itself may be long.
        const QString name = QString::fromStdString(profileName(choices_.profileBytes));
        profile_->addItem(name.size() > 32 ? name.left(31) + QChar(0x2026) : name, static_cast<int>(SaveProfile::File));
    }
    profile_->addItem(tr("From a file…"), kFromFile);
}

void ExportFormatForm::refresh() {
    quiet_ = true;
    const PictureFormat& f = formatOf(choices_);
    format_->setCurrentIndex(format_->findData(QString::fromStdString(f.key)));
    quality_->setValue(choices_.quality);
    qualityValue_->setValue(choices_.quality);
    for (QWidget* w :
         {static_cast<QWidget*>(qualityLabel_), static_cast<QWidget*>(quality_), static_cast<QWidget*>(qualityValue_)})
        w->setEnabled(f.lossy);
    choose(depth_, static_cast<int>(choices_.depth));
    depth_->setEnabled(f.sixteenBit);
    depthLabel_->setEnabled(f.sixteenBit);
    offerProfiles();
    choose(profile_, static_cast<int>(choices_.profile));
    profile_->setToolTip(choices_.profile == SaveProfile::File ? choices_.profilePath : QString());
    choose(metadata_, static_cast<int>(choices_.metadata));
    const int dpi = static_cast<int>(choices_.dpi + 0.5);
    const bool other = dpi > 0 && (valueOf(dpi_) == kOtherDpi || dpi_->findData(dpi) < 0);
    if (other) dpiValue_->setValue(dpi);
    choose(dpi_, other ? kOtherDpi : dpi);
    dpiValue_->setVisible(other);
    fold_->setChanged(choices_.depth != SaveDepth::Keep || choices_.profile != SaveProfile::Source ||
                      choices_.metadata != SaveMetadata::Keep || choices_.dpi > 0);
    quiet_ = false;
}

void ExportFormatForm::setFileSize(const QString& text) {
    size_->setText(text);
    size_->setVisible(!text.isEmpty());
    sizeLabel_->setVisible(!text.isEmpty());
}

bool ExportFormatForm::isUnfolded() const {
    return fold_->isOpen();
}
void ExportFormatForm::setUnfolded(bool on) {
    fold_->setOpen(on);
}

void ExportFormatForm::retranslate() {
    formatLabel_->setText(tr("Format"));
    qualityLabel_->setText(tr("Quality"));
    sizeLabel_->setText(tr("File size"));
    fold_->setTitle(tr("Colours, metadata and resolution"));
    depthLabel_->setText(tr("Depth"));
    profileLabel_->setText(tr("Colours"));
    metadataLabel_->setText(tr("Metadata"));
    dpiLabel_->setText(tr("Resolution"));
    const QString depths[] = {tr("As the photo"), tr("8 bits"), tr("16 bits")};
    for (int i = 0; i < depth_->count(); ++i) depth_->setItemText(i, depths[i]);
    const QString metadata[] = {tr("Keep"), tr("Without the place"), tr("None")};
    for (int i = 0; i < metadata_->count(); ++i) metadata_->setItemText(i, metadata[i]);
    metadata_->setToolTip(tr("Camera, date, captions and place of the photo; the colour profile is always written"));
    for (int i = 0; i < dpi_->count(); ++i) {
        const int dpi = dpi_->itemData(i).toInt();
        dpi_->setItemText(i, dpi == 0 ? tr("As the photo") : dpi == kOtherDpi ? tr("Other…") : tr("%1 dpi").arg(dpi));
    }
    dpi_->setToolTip(tr("Dots per inch that the file says; the pixels stay as they are"));
    depth_->setToolTip(tr("16 bits need PNG or TIFF"));
    format_->setAccessibleName(tr("Format"));
    quality_->setAccessibleName(tr("Quality"));
    qualityValue_->setAccessibleName(tr("Quality as a number"));
    depth_->setAccessibleName(tr("Depth"));
    profile_->setAccessibleName(tr("Colours"));
    metadata_->setAccessibleName(tr("Metadata"));
    dpi_->setAccessibleName(tr("Resolution"));
    dpiValue_->setAccessibleName(tr("Dots per inch"));
    refresh();
}

void ExportFormatForm::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace velatura
