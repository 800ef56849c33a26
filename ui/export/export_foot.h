// ExportFoot: the lower edge of the export dialog: the question about files that exist, or how far the writing is, and
// the buttons for both. Says what was pressed; the dialog does it. Window thread.
#pragma once

#include <QtWidgets/QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace velatura {

class ExportFoot : public QWidget {
    Q_OBJECT
public:
    explicit ExportFoot(QWidget* parent = nullptr);

    enum class Press { None, Export, Replace };
    struct State {
        bool ready = false;    ///< there is something that can be exported
        bool saving = false;   ///< one file is being written
        bool running = false;  ///< a set is
        QString question;      ///< about files that exist; empty: none
        bool canKeepBoth = false;
    };
    void setState(const State& state);
    void setProgress(double done, int total, const QString& name);
    void setStopping();
    /// What the big button would do now.
    Press press() const;

Q_SIGNALS:
    void saveWanted();
    void keepBothWanted();
    void cancelWanted();

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();

    State state_;
    QLabel *question_, *status_;
    QProgressBar* bar_;
    QPushButton *cancel_, *keepBoth_, *save_;
};

}  // namespace velatura
