// How a page of written text looks: sizes and colours for what Markdown says. The manual and the models' cards share it.
// Window thread.
#pragma once

#include <QtCore/QString>

class QTextDocument;

namespace velatura {

/// For a document before its text is set.
QString pageStyleSheet();
/// Sizes and colours of a page; Markdown has none of its own. After its text was set.
void dressPage(QTextDocument& document);

}  // namespace velatura
