#include "ui/models/model_facts.h"

#include <QtCore/QDateTime>
#include <QtCore/QEvent>
#include <QtCore/QLocale>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include "core/network_layout.h"
#include "ui/common/theme.h"

namespace velatura {

namespace {

constexpr qsizetype kShownHash = 16;  ///< digits; the tooltip has them all

}  // namespace

QString kindText(const std::string& kind) {
    if (kind == "vgg19") return QStringLiteral("VGG-19");
    if (kind == "vgg16") return QStringLiteral("VGG-16");
    if (kind == "vgg") return QStringLiteral("VGG");
    if (kind == "perceptual") return ModelFacts::tr("Perceptual network");
    if (kind == "distilled") return ModelFacts::tr("Distilled VGG-19");
    if (kind == "decoder") return ModelFacts::tr("Decoder");
    if (kind == kind::kFastStyle) return ModelFacts::tr("Style network");
    return QString::fromStdString(kind);
}

QString conventionText(const std::string& convention) {
    if (convention == convention::kTorchvision) return ModelFacts::tr("torchvision (RGB)");
    if (convention == convention::kCaffe) return ModelFacts::tr("Caffe (BGR, 0 to 255)");
    if (convention == convention::kNormalised) return ModelFacts::tr("normalised (RGB, 0 to 1)");
    if (convention == convention::kOwn) return ModelFacts::tr("RGB, 0 to 1");
    if (convention == convention::kExamples) return ModelFacts::tr("PyTorch's examples (RGB, 0 to 255)");
    return QString::fromStdString(convention);
}

QString bytesText(std::int64_t bytes) {
    return QLocale().toString(static_cast<double>(bytes) / 1e6, 'f', 1) + QStringLiteral(" MB");
}

ModelFacts::ModelFacts(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(grid::kGroup, grid::kRelated, grid::kGroup, grid::kGroup);
    column->setSpacing(grid::kRelated);
    title_ = new QLabel(this);
    title_->setFont(Theme::instance().heading());
    title_->setWordWrap(true);
    column->addWidget(title_);
    rows_ = new QFormLayout;
    rows_->setHorizontalSpacing(grid::kGroup);
    rows_->setVerticalSpacing(grid::kTight);
    rows_->setRowWrapPolicy(QFormLayout::DontWrapRows);
    rows_->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    column->addLayout(rows_);
    column->addStretch();
    const auto button = [&](void (ModelFacts::*wanted)()) {
        auto* b = new QPushButton(this);
        column->addWidget(b);
        connect(b, &QPushButton::clicked, this, wanted);
        return b;
    };
    check_ = button(&ModelFacts::checkWanted);
    folder_ = button(&ModelFacts::folderWanted);
    remove_ = button(&ModelFacts::removeWanted);
    use_ = button(&ModelFacts::useWanted);
    use_->setDefault(true);
    use_->setProperty("primary", true);
    use_->setMinimumHeight(36);
    refresh();
}

void ModelFacts::show(const std::optional<ShelfModel>& model, bool used, bool working) {
    model_ = model;
    used_ = used;
    working_ = working;
    refresh();
}

void ModelFacts::row(const QString& name, const QString& text, bool copies) {
    if (text.isEmpty()) return;
    auto* label = new QLabel(name, this);
    label->setForegroundRole(QPalette::PlaceholderText);
    auto* value = new QLabel(copies && text.size() > kShownHash ? text.left(kShownHash) + QChar(0x2026) : text, this);
    if (copies) value->setToolTip(text);
    value->setWordWrap(true);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    rows_->addRow(label, value);
}

void ModelFacts::refresh() {
    while (rows_->rowCount() > 0) rows_->removeRow(0);
    input_ = nullptr;
    for (QWidget* w : std::initializer_list<QWidget*>{title_, use_, check_, folder_, remove_})
        w->setVisible(model_.has_value());
    use_->setText(used_ ? tr("In use") : tr("Use for the optimiser"));
    use_->setToolTip(tr("The optimiser looks at pictures through this network from now on"));
    check_->setText(tr("Check"));
    check_->setToolTip(tr("Reads the file again and shows the network a picture"));
    folder_->setText(tr("Show in folder"));
    remove_->setText(tr("Remove…"));
    if (!model_) return;
    const StoredModel& m = model_->model;
    title_->setText(QString::fromStdString(m.name));
    row(tr("Kind"), kindText(m.kind));
    const auto& conventions = vggConventions();
    if (model_->imported && std::find(conventions.begin(), conventions.end(), m.convention) != conventions.end() &&
        m.kind != "distilled") {
        input_ = new QComboBox(this);
        input_->setFocusPolicy(Qt::StrongFocus);
        input_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        input_->setMinimumContentsLength(6);
        input_->setAccessibleName(tr("Input"));
        input_->setToolTip(
            tr("For what pictures the network was trained. Recognised by names and values; choose another where that "
               "was wrong."));
        for (const auto& c : conventions) input_->addItem(conventionText(c), QString::fromStdString(c));
        input_->setCurrentIndex(input_->findData(QString::fromStdString(m.convention)));
        input_->setEnabled(!working_);
        connect(input_, &QComboBox::activated, this, [this](int i) {
            const QString wanted = input_->itemData(i).toString();
            if (wanted.toStdString() != model_->model.convention) Q_EMIT conventionWanted(wanted);
        });
        auto* label = new QLabel(tr("Input"), this);
        label->setForegroundRole(QPalette::PlaceholderText);
        rows_->addRow(label, input_);
    } else {
        row(tr("Input"), conventionText(m.convention));
    }
    if (!m.layers.empty()) row(tr("Layers"), QString::fromStdString(m.layers.front() + " … " + m.layers.back()));
    if (m.weights > 0)
        row(tr("Weights"), tr("%1 million").arg(QLocale().toString(static_cast<double>(m.weights) / 1e6, 'f', 2)));
    row(tr("Size"), bytesText(m.bytes));
    row(QStringLiteral("SHA-256"), QString::fromStdString(m.sha256), true);
    row(tr("Licence"), QString::fromStdString(model_->licence));
    row(tr("Source"), QString::fromStdString(m.source));
    if (!m.imported.empty())
        row(tr("Imported"),
            QLocale().toString(QDateTime::fromString(QString::fromStdString(m.imported), Qt::ISODate).toLocalTime(),
                               QLocale::ShortFormat));
    use_->setVisible(model_->looksThrough());
    use_->setEnabled(!used_);
    check_->setVisible(model_->looksThrough() || model_->paints());
    check_->setEnabled(!working_);
    remove_->setVisible(model_->imported);
    remove_->setEnabled(!working_);
}

void ModelFacts::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) refresh();
    QWidget::changeEvent(event);
}

}  // namespace velatura
