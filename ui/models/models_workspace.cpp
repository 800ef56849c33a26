#include "ui/models/models_workspace.h"

#include <QtCore/QEvent>
#include <QtCore/QFile>
#include <QtCore/QUrl>
#include <QtGui/QDesktopServices>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QTextBrowser>
#include <QtWidgets/QVBoxLayout>

#include "ui/bridge/settings.h"
#include "ui/common/banner.h"
#include "ui/common/page_dress.h"
#include "ui/common/panel_frame.h"
#include "ui/common/theme.h"
#include "ui/common/translate.h"
#include "ui/models/model_facts.h"

namespace velatura {

namespace {

constexpr int kLeftWidth = 264, kRightWidth = 304, kRowHeight = 48;
constexpr qint64 kCardLimit = 1 << 20;

}  // namespace

ModelsWorkspace::ModelsWorkspace(ModelShelf& shelf, Settings& settings, QWidget* parent)
    : QWidget(parent), shelf_(shelf), settings_(settings) {
    wanted_ = settings_.value("models/chosen").toString();
    build();
    wire();
    retranslate();
    shelf_.refresh();
}

ModelsWorkspace::~ModelsWorkspace() {
    list_->disconnect(this);
    delete frame_;
}

void ModelsWorkspace::build() {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    frame_ = new PanelFrame(settings_, "models", this);
    row->addWidget(frame_);

    auto* left = new QWidget(this);
    left->setMinimumWidth(200);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(grid::kRelated, grid::kRelated, grid::kRelated, grid::kGroup);
    column->setSpacing(grid::kRelated);
    list_ = new QListWidget(left);
    list_->setFrameShape(QFrame::NoFrame);
    list_->viewport()->setAutoFillBackground(false);
    list_->setTextElideMode(Qt::ElideRight);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    empty_ = new QLabel(left);
    empty_->setWordWrap(true);
    empty_->setForegroundRole(QPalette::PlaceholderText);
    stageLabel_ = new QLabel(left);
    stageLabel_->setFont(Theme::instance().small());
    bar_ = new QProgressBar(left);
    bar_->setTextVisible(false);
    bar_->setRange(0, 100);
    import_ = new QPushButton(left);
    column->addWidget(list_, 1);
    for (QWidget* w : std::initializer_list<QWidget*>{empty_, stageLabel_, bar_, import_}) column->addWidget(w);

    auto* middle = new QWidget(this);
    auto* cardColumn = new QVBoxLayout(middle);
    cardColumn->setContentsMargins(0, 0, 0, 0);
    cardColumn->setSpacing(0);
    banners_ = new BannerStack(middle);
    card_ = new QTextBrowser(middle);
    card_->setFrameShape(QFrame::NoFrame);
    card_->setOpenLinks(false);
    card_->document()->setDocumentMargin(grid::kSection);
    cardColumn->addWidget(banners_);
    cardColumn->addWidget(card_, 1);

    auto* area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    facts_ = new ModelFacts(area);
    area->setWidget(facts_);
    frame_->setCentre(middle);
    frame_->setPanel(PanelFrame::Left, left, kLeftWidth);
    frame_->setPanel(PanelFrame::Right, area, kRightWidth);
}

void ModelsWorkspace::wire() {
    connect(list_, &QListWidget::currentRowChanged, this, &ModelsWorkspace::showModel);
    connect(import_, &QPushButton::clicked, this, &ModelsWorkspace::askForFile);
    connect(card_, &QTextBrowser::anchorClicked, this, [](const QUrl& url) {
        if (url.scheme().startsWith(QStringLiteral("http"))) QDesktopServices::openUrl(url);
    });
    connect(&shelf_, &ModelShelf::changed, this, &ModelsWorkspace::fill);
    connect(&shelf_, &ModelShelf::workingChanged, this, [this] {
        showProgress();
        showModel();
        Q_EMIT stateChanged();
    });
    connect(&shelf_, &ModelShelf::progressed, this, [this](double share, const QString& stage) {
        share_ = share;
        stage_ = stage;
        showProgress();
    });
    connect(&shelf_, &ModelShelf::failed, this, [this](const Error& error) { banners_->showError(error); });
    connect(&shelf_, &ModelShelf::imported, this, [this](const Imported& what) {
        wanted_ = QString::fromStdString(what.model.name);
        const QString source = QString::fromStdString(what.model.source);
        banners_->showNotice(what.already ? tr("%1 had been imported already, as “%2”.").arg(source, wanted_)
                             : what.model.layers.empty()
                                 ? tr("%1 is imported as “%2”: choose it as the trained style to paint with.").arg(source, wanted_)
                                          : tr("%1 is imported as “%2”: %3, %4 to %5.")
                                                .arg(source, wanted_, kindText(what.model.kind),
                                                     QString::fromStdString(what.model.layers.front()),
                                                     QString::fromStdString(what.model.layers.back())));
    });
    connect(&shelf_, &ModelShelf::checked, this, [this](const QString& name, const NetworkReport& report) {
        const QString weights = locale().toString(static_cast<double>(report.weights) / 1e6, 'f', 2);
        if (report.layers.empty()) return banners_->showNotice(tr("“%1” is in order: %2, %3 million weights.").arg(name, kindText(report.kind), weights));
        banners_->showNotice(tr("“%1” is in order: %2, %3 to %4, %5 million weights.")
                                 .arg(name, kindText(report.kind), QString::fromStdString(report.layers.front()),
                                      QString::fromStdString(report.layers.back()), weights));
    });
    connect(facts_, &ModelFacts::useWanted, this, [this] {
        if (const auto* model = chosen()) Q_EMIT useWanted(QString::fromStdString(model->network()));
    });
    connect(facts_, &ModelFacts::checkWanted, this, [this] {
        if (const auto* model = chosen()) shelf_.check(*model);
    });
    connect(facts_, &ModelFacts::folderWanted, this, [this] {
        if (const auto* model = chosen())
            QDesktopServices::openUrl(
                QUrl::fromLocalFile(QString::fromStdString(model->model.file.parent_path().string())));
    });
    connect(facts_, &ModelFacts::conventionWanted, this, [this](const QString& convention) {
        if (const auto* model = chosen()) shelf_.setConvention(*model, convention.toStdString());
    });
    connect(facts_, &ModelFacts::removeWanted, this, &ModelsWorkspace::remove);
    connect(&Theme::instance(), &Theme::changed, this, &ModelsWorkspace::retranslate);
}

/// The file is gone afterwards, so it is asked once, in place.
void ModelsWorkspace::remove() {
    const auto* model = chosen();
    if (!model) return;
    const std::string name = model->model.name;
    banners_->showOffer(tr("Remove “%1” from this computer?").arg(QString::fromStdString(name)),
                        tr("Results that were painted through it stay as they are; painting them again needs it."),
                        {{tr("Remove"), {}, [this, name] { shelf_.remove(name); }}});
}

void ModelsWorkspace::importFiles(const QStringList& files) {
    const QStringList weights = ModelShelf::weightsIn(files);
    if (!weights.isEmpty()) shelf_.importFiles(weights);
}

void ModelsWorkspace::askForFile() {
    const QStringList files = QFileDialog::getOpenFileNames(this, tr("Import model"), settings_.folder("models"),
                                                            tr("Weights (*.safetensors *.pth *.pt)"));
    if (files.isEmpty()) return;
    settings_.setFolder("models", QFileInfo(files.front()).absolutePath());
    importFiles(files);
}

void ModelsWorkspace::stop() {
    shelf_.stopImport();
}

void ModelsWorkspace::setUsed(const std::string& network) {
    if (network == used_) return;
    used_ = network;
    fill();
}

const ShelfModel* ModelsWorkspace::chosen() const {
    const int row = list_->currentRow();
    const auto& all = shelf_.models();
    return row < 0 || static_cast<size_t>(row) >= all.size() ? nullptr : &all[static_cast<size_t>(row)];
}

void ModelsWorkspace::fill() {
    if (wanted_.isEmpty() && list_->currentItem()) wanted_ = list_->currentItem()->data(Qt::UserRole).toString();
    {
        const QSignalBlocker quiet(list_);
        list_->clear();
        bool imported = false;
        int row = 0;
        for (const ShelfModel& m : shelf_.models()) {
            imported = imported || m.imported;
            const QString name = QString::fromStdString(m.model.name);
            const bool used = m.looksThrough() && m.network() == used_;
            auto* item = new QListWidgetItem(
                name + '\n' + kindText(m.model.kind) + QStringLiteral(" · ") + bytesText(m.model.bytes), list_);
            item->setIcon(used ? Theme::instance().icon("check")
                               : Theme::instance().icon(m.imported ? "library" : "star"));
            item->setData(Qt::UserRole, name);
            item->setToolTip((used ? tr("In use") + QStringLiteral(" · ") : QString()) +
                             (m.imported ? tr("Imported") : tr("Comes with the program")));
            item->setSizeHint({0, kRowHeight});
            if (name == wanted_) row = list_->count() - 1;
        }
        if (list_->count() > 0) list_->setCurrentRow(row);
        empty_->setVisible(shelf_.listed() && !imported);
    }
    if (shelf_.listed()) wanted_.clear();
    showModel();
}

QString ModelsWorkspace::page(const ShelfModel& m) const {
    QString rows;
    for (size_t i = 0; i < m.model.layers.size(); ++i)
        rows += QStringLiteral("<tr><td>%1</td><td>%2</td></tr>")
                    .arg(QString::fromStdString(m.model.layers[i]))
                    .arg(m.model.channels.size() > i ? m.model.channels[i] : 0);
    return QStringLiteral(
               "<h1>%1</h1><p>%2</p><table width='100%' cellspacing='0' "
               "cellpadding='6'><tr><th>%3</th><th>%4</th></tr>%5</table><p>%6</p>")
        .arg(QString::fromStdString(m.model.name).toHtmlEscaped(),
             tr("Imported from %1. Its input: %2.")
                 .arg(QString::fromStdString(m.model.source).toHtmlEscaped(), conventionText(m.model.convention)),
             tr("Layer"), tr("Channels"), rows,
             tr("Where it was trained and under what licence it may be used, its source tells; the file does not."));
}

void ModelsWorkspace::showModel() {
    const ShelfModel* model = chosen();
    facts_->show(model ? std::optional<ShelfModel>(*model) : std::nullopt,
                 model && model->looksThrough() && model->network() == used_, shelf_.working());
    card_->setFont(Theme::instance().base());
    card_->document()->setDefaultStyleSheet(pageStyleSheet());
    if (!model) {
        card_->clear();
        return;
    }
    if (model->imported) {
        card_->setHtml(page(*model));
    } else {
        QFile file(QString::fromStdString(model->card.string()));
        const bool open = !model->card.empty() && file.open(QIODevice::ReadOnly);
        card_->setMarkdown(open ? QString::fromUtf8(file.read(kCardLimit))
                                : "# " + QString::fromStdString(model->model.name));
    }
    dressPage(*card_->document());
}

void ModelsWorkspace::showProgress() {
    bar_->setVisible(shelf_.working());
    stageLabel_->setVisible(shelf_.working());
    bar_->setValue(static_cast<int>(share_ * 100));
    stageLabel_->setText(trStage(stage_.toStdString()));
}

void ModelsWorkspace::retranslate() {
    frame_->setPanelName(PanelFrame::Left, tr("Models"));
    frame_->setPanelName(PanelFrame::Right, tr("Model"));
    list_->setAccessibleName(tr("Models"));
    card_->setAccessibleName(tr("Card of the model"));
    empty_->setText(
        tr("Nothing is imported yet. Drop a VGG-19 or VGG-16 (.pth, .safetensors) anywhere on the window."));
    import_->setText(tr("Import…"));
    import_->setToolTip(tr("A VGG-19 or VGG-16 for the optimiser to look through"));
    showProgress();
    fill();
}

void ModelsWorkspace::saveState() {
    frame_->save();
    if (list_->currentItem()) settings_.setValue("models/chosen", list_->currentItem()->data(Qt::UserRole).toString());
}

void ModelsWorkspace::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace velatura
