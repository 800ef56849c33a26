#include <QtWidgets/QLineEdit>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "core/catalog.h"
#include "tests/support/test_case.h"
#include "ui/common/manual_window.h"

using namespace velatura;

class ManualTest : public QObject {
    Q_OBJECT

    /// Pages of our own, found as an installation's are.
    struct Pages {
        test::ScratchFolder data;
        std::string before;
        Pages() {
            if (const char* v = std::getenv("VELATURA_DATA")) before = v;
            const auto folder = data / "manual" / "zz";
            std::filesystem::create_directories(folder);
            std::ofstream(folder / "01-first-picture.md") << "# The first picture\n\nDrop a **photo**. See [style](02-style.md).\n";
            std::ofstream(folder / "02-style.md") << "# Choosing a style\n\n| a | b |\n|---|---|\n| turpentine | 2 |\n";
            ::setenv("VELATURA_DATA", data.path().c_str(), 1);
        }
        ~Pages() { before.empty() ? ::unsetenv("VELATURA_DATA") : ::setenv("VELATURA_DATA", before.c_str(), 1); }
    };

private Q_SLOTS:
    void chaptersComeInOrderThenParameters() {
        const Pages pages;
        const auto found = manualPages("zz");
        QCOMPARE(found.size(), size_t(3));
        QCOMPARE(found[0].name, QString("first-picture"));
        QCOMPARE(found[0].title, QString("The first picture"));
        QCOMPARE(found[1].name, QString("style"));
        QCOMPARE(found[2].name, QString("parameters"));
        QVERIFY(found[2].html);
    }

    void everyParameterIsDescribed() {
        const QString html = parameterChapter();
        const auto described = [&html](const Schema& schema) {
            for (const auto& info : schema.fields()) {
                QVERIFY2(html.contains(QString::fromStdString("--" + info.key)), info.key.c_str());
                QVERIFY2(html.contains(QString::fromStdString(info.help).toHtmlEscaped()), info.key.c_str());
            }
        };
        for (const auto& e : engines()) described(e.schema());
        for (const auto& t : trainers()) described(t.schema());
    }

    void opensPagesAndSearches() {
        ManualWindow window;
        window.showPage("parameters#" + QString::fromStdString(engines().front().key));
        QCOMPARE(window.currentPage(), QString("parameters"));
        QVERIFY(window.pageText().contains(QString::fromStdString(engines().front().schema().fields().front().help)));
        auto* search = window.findChild<QLineEdit*>();
        search->setText("nothing says this anywhere");
        QCOMPARE(window.listedPages(), 0);
        search->setText(QString::fromStdString(engines().front().schema().fields().front().key));
        QVERIFY(window.listedPages() >= 1);
        search->clear();
        window.showPage("no such page");
        QVERIFY(!window.currentPage().isEmpty());
    }
};

VELATURA_TEST(ManualTest)
#include "manual_test.moc"
