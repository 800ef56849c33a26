#include "ui/stylize/distance_popup.h"

#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QVBoxLayout>

#include "core/catalog.h"
#include "ui/bridge/background.h"
#include "ui/common/clock_text.h"
#include "ui/common/theme.h"
#include "ui/common/translate.h"

namespace velatura {

namespace {

constexpr int kWidth = 340;

struct Measured {
    double content = 0;
    std::vector<double> styles;
};

Result<double> metric(Work& work, const Image& picture, const Image& reference, const char* key) {
    SilentContext silent;
    auto values = work.metrics({picture, reference, {key}}, silent);
    if (!values) return fail(values.error());
    const auto it = values->find(key);
    if (it == values->end()) return fail(ErrorCode::Internal, "The distance was not computed.", {}, "Try again.");
    return it->second;
}

Result<Measured> measured(WorkLibrary& library, const Image& picture, const Image& photo, const std::vector<Image>& styles) {
    auto work = library.work();
    if (!work) return fail(work.error());
    Measured out;
    const auto content = metric(**work, picture, photo, "content");
    if (!content) return fail(content.error());
    out.content = *content;
    for (const Image& style : styles) {
        const auto distance = metric(**work, picture, style, "style");
        if (!distance) return fail(distance.error());
        out.styles.push_back(*distance);
    }
    return out;
}

QString number(double value) { return QString::number(value, 'f', 3); }

}  // namespace

DistancePopup::DistancePopup(const ResultPtr& result, WorkLibrary& library, Background& lane, QWidget* parent)
    : PopupFrame("distances", parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(grid::kGroup, grid::kGroup, grid::kGroup, grid::kGroup);
    column->setSpacing(grid::kRelated);
    auto* title = new QLabel(nameOf(*result), this);
    title->setFont(Theme::instance().heading());
    column->addWidget(title);
    lines_ = new QGridLayout;
    lines_->setHorizontalSpacing(grid::kGroup);
    lines_->setVerticalSpacing(grid::kTight);
    lines_->setColumnStretch(0, 1);
    column->addLayout(lines_);
    const auto engine = findEngine(result->engine);
    addLine(tr("Engine"), engine ? trParam((*engine)->label) : QString::fromStdString(result->engine));
    addLine(tr("Size"), QStringLiteral("%1 × %2").arg(result->picture->size().width()).arg(result->picture->size().height()));
    if (const auto it = result->facts.find("seconds"); it != result->facts.end())
        addLine(tr("Time"), clockText(std::stod(toText(it->second))));
    content_ = addLine(tr("Content distance"), tr("measuring…"), tr("To the photo: 0 is the photo itself"));
    for (const StyleChoice& s : result->inputs.styles)
        styles_.push_back(addLine(result->inputs.styles.size() == 1 ? tr("Style distance") : tr("Style distance, %1").arg(s.picture->name),
                                  tr("measuring…"), tr("To the painting: 0 has its statistics")));
    auto* help = new QLabel(tr("Small content distance: the photo's things are still there. Small style distance: texture and "
                               "colour are the painting's. Both are seen by the perceptual network that comes with the "
                               "program, so they compare results with each other, not with other programs."), this);
    help->setWordWrap(true);
    help->setFont(Theme::instance().small());
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, Theme::instance().mutedText());
    help->setPalette(muted);
    column->addWidget(help);
    problem_ = new QLabel(this);
    problem_->setWordWrap(true);
    problem_->hide();
    column->addWidget(problem_);
    setFixedWidth(kWidth);
    measure(result, library, lane);
}

QLabel* DistancePopup::addLine(const QString& name, const QString& value, const QString& tip) {
    const int row = lines_->count() / 2;
    auto* left = new QLabel(fontMetrics().elidedText(name, Qt::ElideMiddle, kWidth * 2 / 3), this);
    auto* right = new QLabel(value, this);
    left->setToolTip(tip);
    right->setToolTip(tip);
    right->setFont(Theme::instance().tabular());
    right->setAccessibleName(name);
    right->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    lines_->addWidget(left, row, 0);
    lines_->addWidget(right, row, 1);
    return right;
}

void DistancePopup::measure(const ResultPtr& result, WorkLibrary& library, Background& lane) {
    std::vector<Image> styles;
    for (const StyleChoice& s : result->inputs.styles) styles.push_back(s.picture->image);
    lane.run(
        this,
        [&library, picture = result->picture->image, photo = result->inputs.photo->image, styles] {
            return measured(library, picture, photo, styles);
        },
        [this](const Result<Measured>& found) {
            content_->setText(found ? number(found->content) : QStringLiteral("–"));
            for (size_t i = 0; i < styles_.size(); ++i) styles_[i]->setText(found ? number(found->styles[i]) : QStringLiteral("–"));
            if (found) return;
            problem_->setText(trError(found.error()) + ' ' + trHint(found.error()));
            problem_->show();
            adjustSize();
        });
}

QString DistancePopup::value(const QString& name) const {
    for (const QLabel* label : findChildren<QLabel*>())
        if (label->accessibleName() == name) return label->text();
    return {};
}

QString DistancePopup::error() const { return problem_->isHidden() ? QString() : problem_->text(); }

}  // namespace velatura
