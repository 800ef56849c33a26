#include "ui/charts/loss_chart.h"

#include <QtCore/QBuffer>
#include <QtCore/QElapsedTimer>
#include <QtCore/QEvent>
#include <QtCore/QFileInfo>
#include <QtGui/QContextMenuEvent>
#include <QtGui/QPainter>
#include <QtGui/QActionGroup>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "core/base/atomic_file.h"
#include "ui/charts/chip_bar.h"
#include "ui/charts/loss_chart_view.h"
#include "ui/charts/scalar_names.h"
#include "ui/common/theme.h"
#include "ui/common/translate.h"

namespace velatura {

namespace {

constexpr int kRefreshMs = 80;
// No loss, and of another size than all losses: its chip is there, its curve on demand.
constexpr const char* kHiddenAtFirst = "learning rate";
// More than there are colours is a tangle: the losses of single layers come last and wait for a click on their chip.
constexpr size_t kShownAtFirst = 6;

}  // namespace

LossChart::LossChart(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(grid::kTight);
    auto* head = new QHBoxLayout;
    head->setSpacing(grid::kTight);
    chips_ = new ChipBar(this);
    scaleButton_ = new QToolButton(this);
    scaleButton_->setAutoRaise(true);
    scaleButton_->setFont(Theme::instance().small());
    scaleButton_->setFixedHeight(20);
    head->addWidget(chips_, 1);
    head->addWidget(scaleButton_, 0, Qt::AlignTop);
    column->addLayout(head);
    view_ = new LossChartView(store_, this);
    column->addWidget(view_, 1);
    empty_ = new QLabel(this);
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setWordWrap(true);
    empty_->setForegroundRole(QPalette::PlaceholderText);
    column->addWidget(empty_, 1);

    timer_.setSingleShot(true);
    timer_.setInterval(kRefreshMs);
    connect(&timer_, &QTimer::timeout, this, &LossChart::refresh);
    connect(scaleButton_, &QToolButton::clicked, this, [this] { setLogarithmic(!logarithmic_); });
    connect(chips_, &ChipBar::toggled, this, [this](const QString& key, bool on) { setShown(key.toStdString(), on); });
    connect(view_, &LossChartView::cursorDragged, this, &LossChart::cursorDragged);
    connect(view_, &LossChartView::axisChanged, this, &LossChart::axisChanged);
    connect(&Theme::instance(), &Theme::changed, this, &LossChart::retranslate);
    retranslate();
    refresh();
}

LossChart::~LossChart() = default;

void LossChart::clear() {
    store_.clear();
    hidden_.clear();
    view_->setCursorStep(std::nullopt);
    refresh();
}

void LossChart::addScalars(const std::vector<Scalar>& scalars) {
    const size_t known = store_.names().size();
    for (const Scalar& s : scalars) store_.add(s);
    for (size_t i = known; i < store_.names().size(); ++i)
        if (i >= kShownAtFirst || store_.names()[i] == kHiddenAtFirst) hidden_.insert(store_.names()[i]);
    scheduleRefresh();
}

void LossChart::markStage(qint64 step, const QString& word) {
    store_.mark(step, word.toStdString());
    scheduleRefresh();
}

void LossChart::scheduleRefresh() {
    stale_ = true;
    // A hidden chart costs nothing; it catches up when it is shown.
    if (isVisible() && !timer_.isActive()) timer_.start();
}

void LossChart::showEvent(QShowEvent*) {
    if (stale_) refresh();
}

void LossChart::resizeEvent(QResizeEvent*) { scheduleRefresh(); }

void LossChart::refresh() {
    stale_ = false;
    QElapsedTimer spent;
    spent.start();
    const bool any = !store_.empty();
    view_->setVisible(any);
    chips_->setVisible(any);
    scaleButton_->setVisible(any);
    empty_->setVisible(!any);
    fillChips();
    view_->refresh(hidden_, logarithmic_);
    QStringList words;
    for (const auto& name : store_.names())
        if (const auto& smooth = store_.curve(name).smooth(); !smooth.empty())
            words << scalarLabel(name) + ' ' + endText(smooth.back().value);
    view_->setAccessibleDescription(words.join(QStringLiteral(", ")));
    // However long a run gets, drawing it takes at most a fifth of the window's time.
    timer_.setInterval(std::max(kRefreshMs, static_cast<int>(4 * spent.elapsed())));
}

void LossChart::fillChips() {
    std::vector<ChipBar::Item> items;
    for (size_t i = 0; i < store_.names().size(); ++i) {
        const std::string& name = store_.names()[i];
        items.push_back({QString::fromStdString(name), scalarLabel(name), Theme::instance().series(static_cast<int>(i)),
                         isShown(name)});
    }
    chips_->setItems(items);
}

void LossChart::setShown(const std::string& name, bool shown) {
    if (shown)
        hidden_.erase(name);
    else
        hidden_.insert(name);
    refresh();
}

void LossChart::setLogarithmic(bool on) {
    if (on == logarithmic_) return;
    logarithmic_ = on;
    retranslate();
    refresh();
    Q_EMIT logarithmicChanged(on);
}

void LossChart::setEmptyText(const QString& sentence) {
    emptyText_ = sentence;
    retranslate();
}

void LossChart::setCursorStep(std::optional<qint64> step) { view_->setCursorStep(step); }

double LossChart::xOfStep(qint64 step) const { return view_->x() + view_->xOfStep(static_cast<double>(step)); }
qint64 LossChart::stepAt(double x) const { return static_cast<qint64>(std::llround(view_->stepAt(x - view_->x()))); }
std::pair<double, double> LossChart::plotSpan() const {
    return {view_->x() + view_->plot().left(), view_->x() + view_->plot().right()};
}

void LossChart::retranslate() {
    scaleButton_->setText(logarithmic_ ? tr("log") : tr("lin"));
    scaleButton_->setToolTip(logarithmic_ ? tr("Orders of magnitude. Click for a linear axis.")
                                          : tr("Linear. Click for orders of magnitude."));
    scaleButton_->setAccessibleName(tr("Scale of the value axis"));
    empty_->setText(emptyText_.isEmpty() ? tr("The losses are drawn here as soon as something runs.") : emptyText_);
    view_->setAccessibleName(tr("Loss chart"));
    view_->restyle();
    fillChips();
}

void LossChart::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void LossChart::contextMenuEvent(QContextMenuEvent* event) {
    if (store_.empty()) return;
    QMenu menu(this);
    QAction* log = menu.addAction(tr("Logarithmic axis"));
    log->setCheckable(true);
    log->setChecked(logarithmic_);
    connect(log, &QAction::toggled, this, &LossChart::setLogarithmic);
    QMenu* smoothing = menu.addMenu(tr("Smoothing"));
    auto* one = new QActionGroup(&menu);
    const std::pair<QString, double> strengths[] = {
        {tr("None"), 0}, {tr("Light"), LossStore::kDefaultSmoothing}, {tr("Strong"), 0.99}};
    for (const auto& [word, decay] : strengths) {
        QAction* action = smoothing->addAction(word, this, [this, d = decay] {
            store_.setSmoothing(d);
            refresh();
        });
        action->setCheckable(true);
        action->setChecked(store_.smoothing() == decay);
        one->addAction(action);
    }
    menu.addSeparator();
    menu.addAction(tr("Export values (CSV)…"), this, [this] { askExport(true); });
    menu.addAction(tr("Export picture (PNG)…"), this, [this] { askExport(false); });
    menu.exec(event->globalPos());
}

void LossChart::askExport(bool csv) {
    const QString ending = csv ? QStringLiteral("csv") : QStringLiteral("png");
    QString path = QFileDialog::getSaveFileName(this, csv ? tr("Export values") : tr("Export picture"),
                                                tr("losses") + '.' + ending, QStringLiteral("*.") + ending);
    if (path.isEmpty()) return;
    if (QFileInfo(path).suffix().isEmpty()) path += '.' + ending;
    report(csv ? exportCsv(path.toStdString()) : exportPng(path.toStdString()), path);
}

void LossChart::report(const Status& status, const QString& path) {
    Q_EMIT notice(status ? tr("Saved %1").arg(QFileInfo(path).fileName())
                         : (trError(status.error()) + ' ' + trHint(status.error())).trimmed());
}

Status LossChart::exportCsv(const std::filesystem::path& path) const {
    return writeFileAtomically(path, store_.toCsv());
}

Status LossChart::exportPng(const std::filesystem::path& path) {
    if (stale_) refresh();
    constexpr int kScale = 2;
    QImage picture(size() * kScale, QImage::Format_RGB32);
    picture.setDevicePixelRatio(kScale);
    picture.fill(Theme::instance().panel());
    scaleButton_->hide();
    render(&picture, {}, {}, QWidget::DrawChildren);
    scaleButton_->show();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    picture.save(&buffer, "PNG");
    return writeFileAtomically(path, {bytes.constData(), static_cast<size_t>(bytes.size())});
}

}  // namespace velatura
