#include "ui/common/theme.h"

#include <QtCore/QFile>
#include <QtGui/QPainter>
#include <QtGui/QPalette>
#include <QtSvg/QSvgRenderer>
#include <QtWidgets/QApplication>
#include <QtWidgets/QToolTip>
#include <algorithm>
#include <array>

#include "core/base/paths.h"
#include "ui/common/style.h"

namespace velatura {

namespace {

constexpr int kBasePx = 13, kSmallPx = 12;

/// Every colour of one theme, in one place to be compared.
struct Colours {
    QRgb window, panel, surround, text, muted, separator, accent, accentText, error, warning, hover, pressed, field,
        outline, selection;
    std::array<QRgb, 6> series;
};

constexpr Colours kDark{0xff1f1f1f, 0xff262626, 0xff161616, 0xffe6e6e6, 0xffa3a3a3, 0xff363636, 0xffd99a2b, 0xff1c1405,
                        0xfff07167, 0xffe5b94e, 0xff333333, 0xff3d3d3d, 0xff1c1c1c, 0xff474747, 0xff3f3f3f,
                        {0xff6fb1ff, 0xff7fd197, 0xffe58fc0, 0xffb79cf2, 0xff5fd0d0, 0xffc9c9c9}};
constexpr Colours kLight{0xffececec, 0xfff7f7f7, 0xffd2d2d2, 0xff1d1d1d, 0xff5f5f5f, 0xffdcdcdc, 0xffa86f10, 0xffffffff,
                         0xffb3261e, 0xff8a5a00, 0xffe8e8e8, 0xffdedede, 0xffffffff, 0xffc4c4c4, 0xffe0e0e0,
                         {0xff1f6fc9, 0xff1e8449, 0xffb0307c, 0xff6a47c2, 0xff0b7a80, 0xff4a4a4a}};

const Colours& colours(bool dark) { return dark ? kDark : kLight; }

}  // namespace

}  // namespace velatura

/// The icons lie in a static library, whose initialisers the linker would drop. Must stand outside any namespace.
static void initIcons() { Q_INIT_RESOURCE(icons); }

namespace velatura {

Theme& Theme::instance() {
    static Theme theme;
    return theme;
}

void Theme::install(QApplication& app) {
    app_ = &app;
    initIcons();
    systemWindow_ = app.palette().color(QPalette::Window);
    // Latin first, then what Debian has for Chinese. Roboto's figures are all of one width.
    font_.setFamilies({"Roboto", "Inter", "Noto Sans", "DejaVu Sans", "Noto Sans CJK SC", "WenQuanYi Micro Hei"});
    font_.setPixelSize(kBasePx);
    dark_ = mode_ == Mode::System ? systemIsDark() : mode_ == Mode::Dark;
    app.setStyle(new Style);  // QApplication owns it
    app.setFont(font_);
    apply();
}

void Theme::setMode(Mode mode) {
    mode_ = mode;
    const bool dark = mode == Mode::System ? systemIsDark() : mode == Mode::Dark;
    if (dark == dark_) return;
    dark_ = dark;
    if (app_) apply();
    Q_EMIT changed();
}

bool Theme::systemIsDark() const { return systemWindow_.isValid() && systemWindow_.lightness() < 128; }

void Theme::apply() {
    QPalette p;
    const auto set = [&p](QPalette::ColorRole role, const QColor& c) { p.setColor(role, c); };
    set(QPalette::Window, panel());
    set(QPalette::WindowText, text());
    set(QPalette::Base, field());
    set(QPalette::AlternateBase, panel());
    set(QPalette::Text, text());
    set(QPalette::Button, panel());
    set(QPalette::ButtonText, text());
    set(QPalette::BrightText, error());
    set(QPalette::ToolTipBase, dark_ ? QColor(0x3a, 0x3a, 0x3a) : QColor(0x2b, 0x2b, 0x2b));
    set(QPalette::ToolTipText, QColor(0xf2, 0xf2, 0xf2));
    set(QPalette::PlaceholderText, mutedText());
    set(QPalette::Highlight, dark_ ? QColor(0x5c, 0x4a, 0x26) : QColor(0xf0, 0xd9, 0xae));
    set(QPalette::HighlightedText, text());
    set(QPalette::Link, accent());
    set(QPalette::Light, hover());
    set(QPalette::Mid, separator());
    set(QPalette::Dark, outline());
    set(QPalette::Shadow, outline());
    QColor dim = text();
    dim.setAlphaF(0.38f);
    for (auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, dim);
    app_->setPalette(p);
    QToolTip::setPalette(p);
    QToolTip::setFont(small());
}

QColor Theme::window() const { return colours(dark_).window; }
QColor Theme::panel() const { return colours(dark_).panel; }
QColor Theme::surround() const { return colours(dark_).surround; }
QColor Theme::text() const { return colours(dark_).text; }
QColor Theme::mutedText() const { return colours(dark_).muted; }
QColor Theme::separator() const { return colours(dark_).separator; }
QColor Theme::accent() const { return colours(dark_).accent; }
QColor Theme::accentText() const { return colours(dark_).accentText; }
QColor Theme::error() const { return colours(dark_).error; }
QColor Theme::warning() const { return colours(dark_).warning; }
QColor Theme::hover() const { return colours(dark_).hover; }
QColor Theme::pressed() const { return colours(dark_).pressed; }
QColor Theme::field() const { return colours(dark_).field; }
QColor Theme::outline() const { return colours(dark_).outline; }
QColor Theme::selection() const { return colours(dark_).selection; }

QColor Theme::series(int i) const {
    const auto& all = colours(dark_).series;
    return all[static_cast<size_t>(std::max(0, i)) % all.size()];
}

QIcon Theme::icon(const QString& name, int px) const { return icon(name, px, text()); }

QIcon Theme::icon(const QString& name, int px, const QColor& colour) const {
    QIcon out;
    QColor dim = colour;
    dim.setAlphaF(0.38f);
    for (const qreal ratio : {1.0, 2.0}) {
        out.addPixmap(pixmap(name, px, colour, ratio));
        out.addPixmap(pixmap(name, px, dim, ratio), QIcon::Disabled);
    }
    return out;
}

QPixmap Theme::pixmap(const QString& name, int px, const QColor& colour, qreal ratio) const {
    QByteArray& svg = svg_[name];
    if (svg.isNull()) {
        QFile file(":/icons/" + name + ".svg");
        if (!file.exists())
            if (const auto found = findData("icons/" + name.toStdString() + ".svg"))
                file.setFileName(QString::fromStdString(found->string()));
        if (file.open(QIODevice::ReadOnly)) svg = file.readAll();
        if (svg.isNull()) svg = "";
    }
    const int side = qRound(px * ratio);
    QImage image(side, side, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    if (!svg.isEmpty()) {
        QSvgRenderer renderer(svg);
        QPainter painter(&image);
        renderer.render(&painter, QRectF(0, 0, side, side));
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(image.rect(), colour);
    }
    QPixmap out = QPixmap::fromImage(image);
    out.setDevicePixelRatio(ratio);
    return out;
}

QFont Theme::base() const { return font_; }

QFont Theme::small() const {
    QFont f = font_;
    f.setPixelSize(kSmallPx);
    return f;
}

QFont Theme::heading() const {
    QFont f = font_;
    f.setWeight(QFont::Medium);
    return f;
}

QFont Theme::tabular() const { return font_; }

}  // namespace velatura
