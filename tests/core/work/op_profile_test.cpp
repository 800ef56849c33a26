// Where the time of a case goes, operation by operation.
#include <torch/torch.h>

#include <numeric>

#include "core/work/op_profile.h"
#include "tests/support/test_case.h"

using namespace velatura;

class OpProfileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachOperationHasItsOwnTimeAndBackwardCounts() {
        const at::Tensor x = at::rand({1, 8, 64, 64}).requires_grad_(true), w = at::rand({8, 8, 3, 3});
        double all = 0;
        const auto ops = profileOps([&] {
            const auto from = std::chrono::steady_clock::now();
            for (int i = 0; i < 3; ++i) at::conv2d(x, w).sum().backward();
            all = std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count();
        });
        const auto find = [&](const std::string& name) {
            const auto at = std::find_if(ops.begin(), ops.end(), [&](const OpTime& op) { return op.name == name; });
            return at == ops.end() ? OpTime{} : *at;
        };
        QCOMPARE(find("aten::conv2d").calls, std::int64_t{3});
        QCOMPARE(find("aten::convolution_backward").calls, std::int64_t{3});
        QCOMPARE(ops.back().name, std::string("other"));
        // Nothing is counted twice: what conv2d() calls is not conv2d's own.
        const double sum = std::accumulate(ops.begin(), ops.end(), 0.0, [](double s, const OpTime& op) { return s + op.seconds; });
        QVERIFY2(sum < 1.3 * all + 0.001 && sum > 0.7 * all, qPrintable(QStringLiteral("%1 of %2").arg(sum).arg(all)));
        QVERIFY(profileOps([] {}).size() == 1);
    }
    void aThrowEndsIt() {
        QVERIFY_EXCEPTION_THROWN(profileOps([] { throw std::runtime_error("no"); }), std::runtime_error);
        QVERIFY(!profileOps([] { at::ones({2}); }).empty());
    }
};

VELATURA_TEST(OpProfileTest)
#include "op_profile_test.moc"
