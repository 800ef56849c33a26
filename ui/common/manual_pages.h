// The manual's pages as text: chapters from Markdown files, one more made from the schemas. No widgets; ManualWindow
// shows them. Window thread (translations).
#pragma once

#include <QtCore/QString>
#include <vector>

namespace velatura {

struct ManualPage {
    QString name;      ///< "first-picture", "parameters"
    QString title;     ///< its first heading
    QString text;      ///< Markdown or HTML
    bool html = false;
    QString folder;    ///< where its pictures lie
};

/// Chapters of `language` ("en", "zh_CN"), English where that one has none, in the order of their numbers; then the
/// chapter of parameters.
std::vector<ManualPage> manualPages(const QString& language);
/// Every parameter of every engine and trainer, as HTML with an anchor for each engine and trainer.
QString parameterChapter();

}  // namespace velatura
