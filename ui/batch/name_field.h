// NameField: how the results are called: a template with its parts to choose from, and under it an example of what
// comes out, or what is wrong with it. Window thread.
#pragma once

#include <QtWidgets/QWidget>
#include <optional>

#include "core/base/error.h"

class QLabel;
class QLineEdit;
class QToolButton;

namespace velatura {

class NameField : public QWidget {
    Q_OBJECT
public:
    explicit NameField(QWidget* parent = nullptr);
    /// What the owner holds, unless something else is being typed; `usual` is the template that an empty one stands
    /// for.
    void setName(const QString& name, const QString& usual);
    /// What is in the line right now, finished or not.
    QString text() const;
    void setExample(const QString& example);
    QString example() const;
    /// Something is being typed that was not chosen yet.
    bool drafting() const;
    QLineEdit* line() const { return line_; }

Q_SIGNALS:
    /// While it is typed.
    void typed(const QString& name);
    /// When it is done.
    void chosen(const QString& name);

protected:
    void changeEvent(QEvent* event) override;

private:
    void insert(const QString& token);
    void fillMenu();
    void check();
    void retranslate();
    void refresh();

    QString example_;
    std::optional<Error> wrong_;
    QLabel *title_, *hint_;
    QLineEdit* line_;
    QToolButton* parts_;
};

}  // namespace velatura
