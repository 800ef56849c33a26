// SlotHeader: the line over a slot: its title, the name of what it holds, and the menu of recent files. Window thread.
#pragma once

#include <QtWidgets/QWidget>

#include "ui/common/picture.h"

class QLabel;
class QToolButton;

namespace velatura {

class Settings;

class SlotHeader : public QWidget {
    Q_OBJECT
public:
    /// `kind` names the recent files ("photo").
    SlotHeader(const Settings& settings, const QString& kind, QWidget* parent = nullptr);
    void setTitle(const QString& title, const QString& recentName);
    void setPicture(const PicturePtr& picture);

Q_SIGNALS:
    void openWanted();
    void recentChosen(const QString& path);

private:
    void fillMenu();
    void refresh();

    const Settings& settings_;
    QString kind_;
    QLabel *title_, *detail_;
    QToolButton* recent_;
};

/// "240 × 160"; empty for no picture.
QString sizeText(const PicturePtr& picture);

}  // namespace velatura
