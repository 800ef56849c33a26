// Banner: something went wrong or should be known, said in place: what happened, what to do, Details on demand. Never a
// dialog. BannerStack holds those of one panel, newest on top. Window thread.
#pragma once

#include <QtWidgets/QFrame>
#include <functional>
#include <vector>

#include "core/base/error.h"

class QLabel;
class QToolButton;
class QHBoxLayout;
class QVBoxLayout;

namespace velatura {

class Banner : public QFrame {
    Q_OBJECT
public:
    enum class Kind { Error, Warning, Info };
    Banner(Kind kind, const QString& what, const QString& hint, const QString& details, QWidget* parent = nullptr);
    QString text() const;
    QString hint() const;
    /// Something to do about it; the banner goes when it is done.
    struct Action {
        QString text, tip;
        std::function<void()> act;
    };
    void addAction(const Action& action);
    void close() { Q_EMIT closed(); }

Q_SIGNALS:
    void closed();

protected:
    void paintEvent(QPaintEvent*) override;
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    Kind kind_;
    QHBoxLayout* row_;
    QLabel *icon_, *what_, *hint_, *details_;
    QToolButton *more_, *copy_, *close_;
};

class BannerStack : public QWidget {
    Q_OBJECT
public:
    explicit BannerStack(QWidget* parent = nullptr);
    void showError(const Error& error);
    void showNotice(const QString& sentence);
    void showRemarks(const QString& sentence, const QString& hint, const QString& details);
    /// A question that may be ignored.
    Banner* showOffer(const QString& sentence, const QString& hint, const std::vector<Banner::Action>& actions);
    void clear();
    int count() const;

private:
    void add(Banner* banner);
    QVBoxLayout* column_;
};

}  // namespace velatura
