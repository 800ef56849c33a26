// ModelsWorkspace: the networks that there are on the left, the card of the chosen one in the middle, its facts and what
// can be done with it on the right. Imports what is dropped on the window or chosen here. Window thread.
#pragma once

#include <QtWidgets/QWidget>

#include "ui/models/model_shelf.h"

class QLabel;
class QListWidget;
class QProgressBar;
class QPushButton;
class QTextBrowser;

namespace velatura {

class BannerStack;
class ModelFacts;
class PanelFrame;
class Settings;

class ModelsWorkspace : public QWidget {
    Q_OBJECT
public:
    ModelsWorkspace(ModelShelf& shelf, Settings& settings, QWidget* parent = nullptr);
    ~ModelsWorkspace() override;

    void importFiles(const QStringList& files);
    /// A dialog asks for the file.
    void askForFile();
    void stop();
    bool running() const { return shelf_.working(); }
    /// Value of "network" that the optimiser has now.
    void setUsed(const std::string& network);
    void saveState();

    PanelFrame* frame() const { return frame_; }
    ModelFacts* facts() const { return facts_; }
    QListWidget* list() const { return list_; }
    QTextBrowser* card() const { return card_; }
    BannerStack* banners() const { return banners_; }

Q_SIGNALS:
    void useWanted(const QString& network);
    /// running() changed.
    void stateChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void wire();
    void retranslate();
    void fill();
    void showModel();
    void showProgress();
    void remove();
    const ShelfModel* chosen() const;
    QString page(const ShelfModel& model) const;

    ModelShelf& shelf_;
    Settings& settings_;
    std::string used_;
    QString wanted_;  ///< to be chosen when the list stands again
    QString stage_;
    double share_ = 0;
    PanelFrame* frame_;
    QListWidget* list_;
    QLabel *empty_, *stageLabel_;
    QProgressBar* bar_;
    QPushButton* import_;
    BannerStack* banners_;
    QTextBrowser* card_;
    ModelFacts* facts_;
};

}  // namespace velatura
