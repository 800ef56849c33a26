// Theme: the colours, type and icons of the whole window, light or dark. Every widget asks it while painting and listens
// to changed(); nobody else names a colour. Controls themselves are drawn by Style (style.h). Window thread.
#pragma once

#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtGui/QColor>
#include <QtGui/QFont>
#include <QtGui/QIcon>

class QApplication;

namespace velatura {

/// The 8 px grid.
namespace grid {
inline constexpr int kTight = 4;       ///< inside one control
inline constexpr int kRelated = 8;     ///< between related things
inline constexpr int kGroup = 16;      ///< between groups
inline constexpr int kSection = 24;    ///< around sections
inline constexpr int kControl = 28;    ///< height of a control
inline constexpr int kRadius = 6;      ///< corners
}  // namespace grid

class Theme : public QObject {
    Q_OBJECT
public:
    enum class Mode { System, Light, Dark };

    static Theme& instance();

    /// Style, palette and fonts of the application; once, before the first widget.
    void install(QApplication& app);
    void setMode(Mode mode);
    Mode mode() const { return mode_; }
    bool dark() const { return dark_; }

    QColor window() const;      ///< top bar, gaps between panels
    QColor panel() const;       ///< side panels, dialogs
    QColor surround() const;    ///< around the picture: grey without a hue
    QColor text() const;
    QColor mutedText() const;   ///< 4.5:1 on panel()
    QColor separator() const;   ///< one pixel, low contrast
    QColor accent() const;      ///< the big button, focus, the active handle; nothing else
    QColor accentText() const;  ///< on accent()
    QColor error() const;
    QColor warning() const;
    QColor hover() const;       ///< under the pointer, over panel() or window()
    QColor pressed() const;
    QColor field() const;       ///< where something is typed or dropped
    QColor outline() const;     ///< edge of a control
    QColor selection() const;   ///< chosen row or tab; neutral
    /// Curves of charts: distinguishable in both themes, none of them the accent.
    QColor series(int i) const;

    /// The SVG of that name (:/icons or the data folder's icons/), tinted: text colour, accentText when `onAccent`.
    QIcon icon(const QString& name, int px = 16) const;
    QIcon icon(const QString& name, int px, const QColor& colour) const;
    /// One tinted picture of it, sharp at `ratio`.
    QPixmap pixmap(const QString& name, int px, const QColor& colour, qreal ratio) const;

    QFont base() const;
    QFont small() const;
    QFont heading() const;   ///< base size, one weight step up
    QFont tabular() const;   ///< base size with figures of one width

Q_SIGNALS:
    void changed();

private:
    Theme() = default;
    void apply();
    bool systemIsDark() const;

    Mode mode_ = Mode::System;
    bool dark_ = true;
    QApplication* app_ = nullptr;
    QColor systemWindow_;
    QFont font_;
    mutable QHash<QString, QByteArray> svg_;
};

}  // namespace velatura
