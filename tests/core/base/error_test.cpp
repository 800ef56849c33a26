#include "core/base/error.h"

#include <set>

#include "core/base/check.h"
#include "core/base/result.h"
#include "core/base/version.h"
#include "tests/support/test_case.h"

using namespace velatura;

class ErrorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void argumentsAreFilledInOrder() {
        QCOMPARE(fillArguments("%1 is %2.", {"a", "b"}), std::string("a is b."));
        QCOMPARE(fillArguments("%2 before %1, %1 again", {"a", "b"}), std::string("b before a, a again"));
        QCOMPARE(fillArguments("", {"a"}), std::string());
    }

    void argumentsAreNotFilledInThemselves() {
        QCOMPARE(fillArguments("%1 and %2", {"%2", "%1"}), std::string("%2 and %1"));
        QCOMPARE(fillArguments("%1", {"100%"}), std::string("100%"));
    }

    void whatHasNoArgumentStays() {
        QCOMPARE(fillArguments("%2 of %1", {"a"}), std::string("%2 of a"));
        QCOMPARE(fillArguments("100 % and %0 and %", {"a"}), std::string("100 % and %0 and %"));
        QCOMPARE(fillArguments("%9", {"1", "2", "3", "4", "5", "6", "7", "8", "nine"}), std::string("nine"));
    }

    void theHintFollowsAndIsNeverFilledIn() {
        const Error e(ErrorCode::Disk, "%1 could not be written.", {"a.png"}, "Free 10%1 of it.");
        QCOMPARE(e.message(), std::string("a.png could not be written. Free 10%1 of it."));
        QCOMPARE(Error(ErrorCode::Disk, "Only this.").message(), std::string("Only this."));
    }

    void everyCodeHasItsOwnName() {
        std::set<std::string> names;
        for (int i = 0; i <= static_cast<int>(ErrorCode::Internal); ++i)
            names.insert(errorCodeName(static_cast<ErrorCode>(i)));
        QCOMPARE(names.size(), static_cast<size_t>(ErrorCode::Internal) + 1);
    }

    void failMakesAnErrorOfAnyResult() {
        const Result<int> r = fail(ErrorCode::NotFound, "There is no %1.", {"x"});
        QVERIFY(!r.has_value());
        QCOMPARE(r.error().message(), std::string("There is no x."));
        const Status s = fail(r.error());
        QVERIFY(s.error().code == ErrorCode::NotFound);
    }

    void checkNamesExpectedAndActual() {
        check(true, "never {}", 1);
        try {
            check(1 > 2, "expected {} but got {}", 3, "four");
            QFAIL("check let it pass");
        } catch (const CheckFailure& e) {
            QCOMPARE(std::string(e.what()), std::string("expected 3 but got four"));
        }
    }

    void theProgramKnowsItsVersion() {
        QVERIFY(std::string(versionNumber()).find('.') != std::string::npos);
        QVERIFY(!std::string(versionCommit()).empty());
    }
};

VELATURA_TEST(ErrorTest)
#include "error_test.moc"
