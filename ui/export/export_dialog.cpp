#include "ui/export/export_dialog.h"

#include <QtCore/QDir>
#include <QtCore/QEvent>
#include <QtCore/QFileInfo>
#include <QtCore/QLocale>
#include <QtGui/QHideEvent>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSlider>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include <fmt/format.h>
#include "ui/bridge/background.h"
#include "ui/bridge/settings.h"
#include "ui/common/banner.h"
#include "ui/common/theme.h"

namespace velatura {

namespace {

constexpr int kSettleMs = 250;  ///< a slider that still moves is not worth an encoding

/// "painted.png", then "painted-2.png" …: a name that is free.
QString freeName(const QString& folder, const QString& base, const QString& ending) {
    for (int i = 1;; ++i) {
        const QString name = i == 1 ? base : QStringLiteral("%1-%2").arg(base).arg(i);
        const QString path = QDir(folder).filePath(name + '.' + ending);
        if (!QFileInfo::exists(path)) return path;
    }
}

}  // namespace

ExportDialog::ExportDialog(Background& lane, Settings& settings, QWidget* parent)
    : QDialog(parent), lane_(lane), settings_(settings) {
    setModal(false);
    build();
    settle_.setSingleShot(true);
    settle_.setInterval(kSettleMs);
    connect(&settle_, &QTimer::timeout, this, &ExportDialog::measure);
    connect(format_, &QComboBox::currentIndexChanged, this, &ExportDialog::formatChosen);
    connect(quality_, &QSlider::valueChanged, qualityValue_, &QSpinBox::setValue);
    connect(qualityValue_, &QSpinBox::valueChanged, quality_, &QSlider::setValue);
    const auto again = [this] {
        size_->setText(tr("measuring…"));
        settle_.start();
    };
    connect(quality_, &QSlider::valueChanged, this, again);
    connect(strip_, &QCheckBox::toggled, this, again);
    for (QComboBox* box : {pixels_, depth_, profile_}) connect(box, &QComboBox::activated, this, again);
    connect(pixels_, &QComboBox::activated, this, [this] { wantedSize_ = pixels_->currentData().toString(); });
    connect(path_, &QLineEdit::textEdited, this, &ExportDialog::pathEdited);
    connect(browse_, &QToolButton::clicked, this, &ExportDialog::browse);
    connect(cancel_, &QPushButton::clicked, this, &QDialog::close);
    connect(save_, &QPushButton::clicked, this, &ExportDialog::save);

    quality_->setValue(settings_.value("export/quality", SaveOptions{}.quality).toInt());
    qualityValue_->setValue(quality_->value());
    strip_->setChecked(settings_.value("export/strip", false).toBool());
    wantedSize_ = settings_.value("export/size", "source").toString();
    const auto recall = [&](QComboBox* box, const char* key) {
        box->setCurrentIndex(std::max(0, box->findData(settings_.value(key, 0).toInt())));
    };
    recall(depth_, "export/depth");
    recall(profile_, "export/profile");
    setFormat(settings_.value("export/format", "png").toString().toStdString());
    retranslate();
}

void ExportDialog::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    banners_ = new BannerStack(this);
    column->addWidget(banners_);
    auto* grid = new QGridLayout;
    grid->setContentsMargins(grid::kSection, grid::kSection, grid::kSection, grid::kGroup);
    grid->setHorizontalSpacing(grid::kGroup);
    grid->setVerticalSpacing(grid::kRelated + grid::kTight);
    grid->setColumnStretch(1, 1);
    column->addLayout(grid);
    const auto label = [&](int row) {
        auto* l = new QLabel(this);
        grid->addWidget(l, row, 0);
        return l;
    };
    int row = 0;
    const auto choice = [&](QLabel*& text, QComboBox*& box) {
        text = label(row);
        box = new QComboBox(this);
        grid->addWidget(box, row++, 1, 1, 2, Qt::AlignLeft);
    };
    choice(pixelsLabel_, pixels_);
    pixels_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    choice(formatLabel_, format_);
    for (const PictureFormat& f : pictureFormats())
        format_->addItem(QString::fromStdString(f.label), QString::fromStdString(f.key));
    choice(depthLabel_, depth_);
    for (const auto depth : {SaveDepth::Keep, SaveDepth::Eight, SaveDepth::Sixteen}) depth_->addItem({}, static_cast<int>(depth));
    choice(profileLabel_, profile_);
    for (const auto profile : {SaveProfile::Source, SaveProfile::Srgb, SaveProfile::DisplayP3, SaveProfile::AdobeRgb})
        profile_->addItem({}, static_cast<int>(profile));
    qualityLabel_ = label(row);
    quality_ = new QSlider(Qt::Horizontal, this);
    quality_->setRange(1, 100);
    qualityValue_ = new QSpinBox(this);
    qualityValue_->setRange(1, 100);
    qualityValue_->setFixedWidth(72);
    grid->addWidget(quality_, row, 1);
    grid->addWidget(qualityValue_, row++, 2);
    sizeLabel_ = label(row);
    size_ = new QLabel(this);
    size_->setFont(Theme::instance().tabular());
    size_->setMinimumHeight(grid::kControl);
    grid->addWidget(size_, row++, 1, 1, 2);
    strip_ = new QCheckBox(this);
    grid->addWidget(strip_, row++, 1, 1, 2);
    pathLabel_ = label(row);
    path_ = new QLineEdit(this);
    path_->setMinimumWidth(340);
    browse_ = new QToolButton(this);
    grid->addWidget(path_, row, 1);
    grid->addWidget(browse_, row++, 2, Qt::AlignLeft);
    question_ = new QLabel(this);
    question_->setWordWrap(true);
    grid->addWidget(question_, row, 1, 1, 2);
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(grid::kSection, 0, grid::kSection, grid::kSection);
    buttons->setSpacing(grid::kRelated);
    buttons->addStretch();
    cancel_ = new QPushButton(this);
    cancel_->setAutoDefault(false);
    save_ = new QPushButton(this);
    save_->setDefault(true);
    save_->setProperty("primary", true);
    buttons->addWidget(cancel_);
    buttons->addWidget(save_);
    column->addLayout(buttons);
}

void ExportDialog::open(const ResultPtr& result) {
    result_ = result;
    picture_ = result->picture;
    saving_ = false;
    banners_->clear();
    ++session_;
    offerSizes();
    const QString folder = settings_.folder("export");
    setPath(freeName(folder, picture_->name, QString::fromStdString(format().extensions.front())));
    show();
    raise();
    activateWindow();
    path_->setFocus();
    measure();
}

QString ExportDialog::path() const {
    QString p = path_->text().trimmed();
    if (p.startsWith("~/")) p = QDir::homePath() + p.mid(1);
    return p.isEmpty() || QDir::isAbsolutePath(p) ? p : QDir(settings_.folder("export")).filePath(p);
}

void ExportDialog::setPath(const QString& path) {
    path_->setText(path);
    pathEdited();
}

void ExportDialog::setFormat(const std::string& key) {
    format_->setCurrentIndex(std::max(0, format_->findData(QString::fromStdString(key))));
    formatChosen();
}

const PictureFormat& ExportDialog::format() const {
    return pictureFormats().at(static_cast<size_t>(std::max(0, format_->currentIndex())));
}

SaveOptions ExportDialog::options() const {
    return {.quality = quality_->value(),
            .depth = static_cast<SaveDepth>(depth_->currentData().toInt()),
            .profile = static_cast<SaveProfile>(profile_->currentData().toInt()),
            .metadata = strip_->isChecked() ? SaveMetadata::Strip : SaveMetadata::Keep};
}

void ExportDialog::offerSizes() {
    const ImageSize painted = picture_->image.size();
    const Image photo = result_->inputs.photo ? result_->inputs.photo->image : Image();
    pixels_->clear();
    const auto add = [&](const QString& text, ImageSize size, const QString& key) {
        pixels_->addItem(QStringLiteral("%1,  %2 × %3").arg(text).arg(size.width).arg(size.height), key);
    };
    if (!photo.empty() && photo.size() != painted) add(tr("As the photo"), photo.size(), "source");
    add(tr("As painted"), painted, "working");
    for (const int side : {3840, 2160, 1920, 1080})
        if (!photo.empty() && side < std::max(photo.width(), photo.height()))
            add(tr("Long side"), fitLongSide(photo.size(), side), QString::number(side));
    // A result that has no such size takes its own; the wish stays for the next one.
    if (const int i = pixels_->findData(wantedSize_); i >= 0) pixels_->setCurrentIndex(i);
}

void ExportDialog::setOutputSize(const QString& size) {
    wantedSize_ = size;
    if (const int i = pixels_->findData(size); i >= 0) pixels_->setCurrentIndex(i);
}

ExportDialog::MakeImage ExportDialog::sized() const {
    const std::string key = fmt::format("{}/{}", picture_->image.id(), pixels_->currentData().toString().toStdString());
    const auto size = parseOutputSize(pixels_->currentData().toString().toStdString());
    return [carried = carried_, key, painting = picture_->image, photo = result_->inputs.photo,
            size = size ? *size : OutputSize{}](const std::function<bool(double)>& proceed) -> Result<Image> {
        if (carried->key == key) return carried->image;
        *carried = {};  // two large ones at once would be one too many
        try {
            Image image = photo ? atOutputSize(painting, photo->image, size, proceed) : painting;
            if (!image.empty()) *carried = {key, image};
            return image;
        } catch (const std::bad_alloc&) {
            return fail(ErrorCode::OutOfMemory, "There is not enough memory for a picture of this size.", {},
                        "Choose a smaller one.");
        }
    };
}

PutRecipe ExportDialog::recipe() const {
    const auto size = parseOutputSize(pixels_->currentData().toString().toStdString());
    return putRecipe(result_, picture_->image, size ? *size : OutputSize{});
}

void ExportDialog::formatChosen() {
    const PictureFormat& f = format();
    for (QWidget* w : {static_cast<QWidget*>(qualityLabel_), static_cast<QWidget*>(quality_), static_cast<QWidget*>(qualityValue_)})
        w->setEnabled(f.lossy);
    const QFileInfo now(path());
    const auto named = formatForPath(path().toStdString());
    if (!path().isEmpty() && (!named || (*named)->key != f.key))
        setPath(now.dir().filePath(now.completeBaseName() + '.' + QString::fromStdString(f.extensions.front())));
    size_->setText(tr("measuring…"));
    if (isVisible()) settle_.start();
}

void ExportDialog::pathEdited() {
    if (const auto named = formatForPath(path().toStdString()); named && (*named)->key != format().key) {
        const QSignalBlocker quiet(format_);
        format_->setCurrentIndex(format_->findData(QString::fromStdString((*named)->key)));
        formatChosen();
    }
    refreshButton();
}

void ExportDialog::refreshButton() {
    const bool taken = QFileInfo::exists(path());
    question_->setVisible(taken && !saving_);
    question_->setText(taken ? tr("%1 exists already.").arg(QFileInfo(path()).fileName()) : QString());
    save_->setText(saving_ ? tr("Saving…") : taken ? tr("Replace") : tr("Export"));
    save_->setEnabled(!saving_ && !path().isEmpty());
}

void ExportDialog::browse() {
    auto* dialog = new QFileDialog(this, tr("Export as"), QFileInfo(path()).absolutePath());
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite);  // asked here, once
    dialog->selectFile(QFileInfo(path()).fileName());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &ExportDialog::setPath);
    dialog->open();
}

void ExportDialog::measure() {
    if (!result_ || !isVisible()) return;
    const std::string wanted =
        fmt::format("{}/{}/{}/{}/{}/{}/{}", picture_->image.id(), pixels_->currentData().toString().toStdString(), format().key,
                    format().lossy ? quality_->value() : 0, strip_->isChecked(), depth_->currentIndex(), profile_->currentIndex());
    const int mine = ++*newest_;
    if (encoded_ && encodedFor_ == wanted) return showSize(static_cast<qint64>(encoded_->size()));
    using Bytes = std::shared_ptr<const std::string>;
    lane_.run(
        this,
        [make = sized(), recipe = recipe(), key = format().key, how = options(), newest = newest_,
         mine]() mutable -> Result<Bytes> {
            const auto wantedStill = [&](double) { return *newest == mine; };
            if (!wantedStill(0)) return Bytes();  // something was changed while this waited
            auto image = make(wantedStill);
            if (!image) return fail(image.error());
            if (image->empty()) return Bytes();
            if (auto s = recipe(how); !s) return fail(s.error());
            auto bytes = encodePicture(*image, key, how);
            if (!bytes) return fail(bytes.error());
            return std::make_shared<const std::string>(std::move(*bytes));
        },
        [this, wanted, mine](const Result<Bytes>& bytes) {
            if (mine != *newest_) return;
            if (!bytes) return showSize(fail(bytes.error()));
            encoded_ = *bytes;
            encodedFor_ = wanted;
            showSize(static_cast<qint64>(encoded_->size()));
        });
}

void ExportDialog::hideEvent(QHideEvent* event) {
    QDialog::hideEvent(event);
    if (event->spontaneous()) return;  // minimised
    settle_.stop();
    ++*newest_;
    encoded_.reset();
    // On the lane, behind a saving that still needs it; the result itself may be put away meanwhile.
    lane_.run(
        this, [carried = carried_] { *carried = {}; return true; }, [](bool) {});
}

void ExportDialog::showSize(const Result<qint64>& bytes) {
    banners_->clear();
    if (!bytes) {
        size_->setText(QStringLiteral("–"));
        banners_->showError(bytes.error());
        return;
    }
    size_->setText(QLocale().formattedDataSize(*bytes));
    Q_EMIT sizeKnown(*bytes);
}

void ExportDialog::save() {
    if (!result_ || saving_ || path().isEmpty()) return;
    const QString target = path();
    if (const auto named = formatForPath(target.toStdString()); !named) return banners_->showError(named.error());
    // The button said "Replace" when the file was there; if it has come since, ask first.
    if (QFileInfo::exists(target) && save_->text() != tr("Replace")) return refreshButton();
    saving_ = true;
    banners_->clear();
    refreshButton();
    remember();
    ++*newest_;  // no measuring comes before it
    settle_.stop();
    lane_.run(
        this,
        [make = sized(), recipe = recipe(), target, how = options()]() mutable -> Status {
            auto image = make({});
            if (!image) return fail(image.error());
            if (auto s = recipe(how); !s) return s;
            return savePicture(*image, target.toStdString(), how);
        },
        [this, target, result = result_, mine = session_](const Status& status) {
            if (mine == session_) {
                saving_ = false;
                refreshButton();
            }
            if (!status) return banners_->showError(status.error());
            if (mine == session_) close();
            Q_EMIT exported(result, target);
        });
}

void ExportDialog::remember() {
    settings_.setValue("export/format", QString::fromStdString(format().key));
    settings_.setValue("export/quality", quality_->value());
    settings_.setValue("export/strip", strip_->isChecked());
    settings_.setValue("export/size", wantedSize_);
    settings_.setValue("export/depth", depth_->currentData());
    settings_.setValue("export/profile", profile_->currentData());
    settings_.setFolder("export", QFileInfo(path()).absolutePath());
}

void ExportDialog::retranslate() {
    setWindowTitle(tr("Export"));
    pixelsLabel_->setText(tr("Size"));
    depthLabel_->setText(tr("Depth"));
    profileLabel_->setText(tr("Colours"));
    if (picture_) offerSizes();
    const QString depths[] = {tr("As the photo"), tr("8 bits"), tr("16 bits")};
    for (int i = 0; i < depth_->count(); ++i) depth_->setItemText(i, depths[i]);
    const QString profiles[] = {tr("As the photo"), QStringLiteral("sRGB"), QStringLiteral("Display P3"), QStringLiteral("Adobe RGB")};
    for (int i = 0; i < profile_->count(); ++i) profile_->setItemText(i, profiles[i]);
    pixels_->setAccessibleName(tr("Size"));
    depth_->setAccessibleName(tr("Depth"));
    profile_->setAccessibleName(tr("Colours"));
    formatLabel_->setText(tr("Format"));
    qualityLabel_->setText(tr("Quality"));
    sizeLabel_->setText(tr("File size"));
    pathLabel_->setText(tr("Save as"));
    strip_->setText(tr("Leave out metadata"));
    strip_->setToolTip(tr("Camera, place and date of the photo stay out of the file; the colour profile is written"));
    browse_->setText(tr("Browse…"));
    cancel_->setText(tr("Cancel"));
    format_->setAccessibleName(tr("Format"));
    quality_->setAccessibleName(tr("Quality"));
    qualityValue_->setAccessibleName(tr("Quality as a number"));
    path_->setAccessibleName(tr("File name"));
    browse_->setAccessibleName(tr("Choose folder and name"));
    refreshButton();
}

void ExportDialog::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QDialog::changeEvent(event);
}

}  // namespace velatura
