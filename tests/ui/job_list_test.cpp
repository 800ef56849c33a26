#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>
#include <thread>

#include "core/work_library.h"
#include "tests/support/test_case.h"
#include "ui/bridge/job_bridge.h"
#include "ui/common/job_list.h"
#include "ui/common/job_list_popup.h"
#include "ui/common/job_row.h"

using namespace velatura;

namespace {

class PatientJob : public Job {
public:
    explicit PatientJob(std::string title, bool fails = false) : title_(std::move(title)), fails_(fails) {}
    std::string title() const override { return title_; }
    JobOutcome run(JobContext& context) override {
        if (fails_) return JobOutcome::failed(Error(ErrorCode::NotFound, "There is no file %1.", {"x.jpg"}, "Check the name."));
        JobOutcome out;
        for (int i = 0; context.proceed(); ++i) {
            context.progress(i % 100, 100, "Training");
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
        out.end = JobEnd::Stopped;
        return out;
    }

private:
    std::string title_;
    bool fails_;
};

QToolButton* buttonOf(JobRow* row, const QString& icon) {
    for (auto* b : row->findChildren<QToolButton*>())
        if (b->property("icon-name").toString() == icon) return b;
    return nullptr;
}

QStringList labels(QWidget* w) {
    QStringList out;
    for (auto* l : w->findChildren<QLabel*>()) out << l->text();
    return out;
}

}  // namespace

class JobListTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listsReordersPausesCancels() {
        WorkLibrary library{WorkHost{}};
        JobBridge bridge(library);
        JobListButton button(bridge);
        JobListPopup& popup = *button.popup();
        QCOMPARE(popup.rows().size(), size_t(0));

        bridge.start(std::make_unique<PatientJob>("first"));
        bridge.start(std::make_unique<PatientJob>("second"));
        bridge.start(std::make_unique<PatientJob>("third"));
        QTRY_COMPARE(popup.rows().size(), size_t(3));
        QTRY_VERIFY(button.text().contains("3"));
        QTRY_COMPARE(int(popup.rows()[0]->state()), int(JobState::Running));
        QTRY_VERIFY(labels(popup.rows()[0]).join(' ').contains(" %"));

        // Third goes before second.
        const JobId third = popup.rows()[2]->id();
        buttonOf(popup.rows()[2], "chevron-up")->click();
        QTRY_COMPARE(popup.rows()[1]->id(), third);
        QVERIFY(!buttonOf(popup.rows()[1], "chevron-up")->isEnabled());

        buttonOf(popup.rows()[0], "pause")->click();
        QTRY_VERIFY(buttonOf(popup.rows()[0], "play") != nullptr);
        QTRY_VERIFY(labels(popup.rows()[0]).join(' ').contains("Paused"));
        buttonOf(popup.rows()[0], "play")->click();

        // A waiting one goes at once, a running one when it hears of it.
        buttonOf(popup.rows()[2], "close")->click();
        QTRY_COMPARE(popup.rows()[2]->state(), JobState::Stopped);
        buttonOf(popup.rows()[0], "close")->click();
        QTRY_COMPARE(popup.rows()[0]->id(), third);
        buttonOf(popup.rows()[0], "close")->click();
        QTRY_VERIFY(bridge.idle());
        QTRY_COMPARE(button.text(), QString("Jobs"));
        popup.findChild<QPushButton*>()->click();
        QTRY_COMPARE(popup.rows().size(), size_t(0));
    }

    void failedOnesSayWhy() {
        WorkLibrary library{WorkHost{}};
        JobBridge bridge(library);
        JobListButton button(bridge);
        bridge.start(std::make_unique<PatientJob>("broken", true));
        QTRY_VERIFY(!button.popup()->rows().empty() && button.popup()->rows()[0]->state() == JobState::Failed);
        const QString words = labels(button.popup()->rows()[0]).join(' ');
        QVERIFY2(words.contains("There is no file x.jpg. Check the name."), qPrintable(words));
    }
};

VELATURA_TEST(JobListTest)
#include "job_list_test.moc"
