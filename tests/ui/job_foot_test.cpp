#include "ui/common/job_foot.h"

#include <QtCore/QEvent>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLabel>

#include "tests/support/test_case.h"

using namespace velatura;

namespace {

bool shows(const JobFoot& foot, const QString& text) {
    for (const auto* label : foot.findChildren<QLabel*>())
        if (label->text() == text) return true;
    return false;
}

class JobFootTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSummaryFollowsTheLanguage() {
        JobFoot foot;
        foot.setState(RunState::Ready);
        QString said = "100 steps";
        foot.setSummary([&said] { return said; });
        QVERIFY(shows(foot, "100 steps"));
        said = "100 步";
        QEvent change(QEvent::LanguageChange);
        QApplication::sendEvent(&foot, &change);
        QVERIFY(shows(foot, "100 步"));
        // While something runs the line belongs to the time left.
        foot.setState(RunState::Running);
        QApplication::sendEvent(&foot, &change);
        QVERIFY(!shows(foot, "100 步"));
        foot.setState(RunState::Ready);
        foot.setSummary({});
        QApplication::sendEvent(&foot, &change);
        QVERIFY(!shows(foot, "100 步"));
    }
};

}  // namespace

VELATURA_TEST(JobFootTest)
#include "job_foot_test.moc"
