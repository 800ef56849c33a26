#include <torch/torch.h>

#include "core/engines/factory.h"
#include "core/nn/device.h"
#include "core/nn/image_tensor.h"
#include "tests/support/tensors.h"
#include "tests/support/test_case.h"
#include "tests/support/work/memory_pictures.h"

using namespace velatura;

/// What a GPU paints is what the processor paints, up to its rounding. Skipped, and said, where there is no GPU.
class GpuParityTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        ::setenv("VELATURA_DATA", VELATURA_SOURCE_DIR, 1);
        if (!pickDevice("cuda")) QSKIP(qPrintable(QStringLiteral("No GPU to compare with: %1").arg(QString::fromStdString(whyNoGpu()))));
    }
    void aGpuPaintsTheSame_data() {
        QTest::addColumn<QString>("engine");
        QTest::addColumn<QString>("paintedBy");
        QTest::addColumn<bool>("mask");
        QTest::newRow("rounds") << "arbitrary" << "rounds" << false;
        QTest::newRow("rounds in a mask") << "arbitrary" << "rounds" << true;
        QTest::newRow("network") << "arbitrary" << "network" << false;
        QTest::newRow("the optimiser's start") << "gatys" << "" << false;
    }
    void aGpuPaintsTheSame() {
        QFETCH(QString, engine);
        QFETCH(QString, paintedBy);
        QFETCH(bool, mask);
        RenderRequest r;
        r.content = toImage(test::randomPicture(256, 192, 1));
        r.styles = {{toImage(test::randomPicture(200, 200, 4)), 1.0, {}}};
        if (mask) {
            PixelBuffer half({256, 192}, 1, Depth::U8);
            for (int y = 0; y < 192; ++y)
                for (int x = 0; x < 256; ++x) half.row(y)[x] = x < 128 ? 255 : 0;
            r.styles[0].mask = Image(std::move(half));
        }
        r.params = {{"long-side", std::int64_t{256}}};
        if (engine == "arbitrary") {
            r.params["painted-by"] = paintedBy.toStdString();
            r.params["precision"] = std::string("float32");
        } else {
            r.params["steps"] = std::int64_t{0};
        }
        const auto on = [&](const char* device) {
            r.params["device"] = std::string(device);
            SilentContext silent;
            const auto session = makeEngineSession(engine.toStdString(), {});
            if (!session) throw std::runtime_error(session.error().message());
            const auto out = (*session)->render(r, silent);
            if (!out) throw std::runtime_error(out.error().message());
            return toTensor(out->picture);
        };
        const at::Tensor off = (on("cpu") - on("cuda")).abs() * 255;
        QVERIFY2(off.mean().item<double>() < 0.5 && off.max().item<double>() < 8, qPrintable(QStringLiteral("%1 levels on average, %2 at most").arg(off.mean().item<double>()).arg(off.max().item<double>())));
    }
};

VELATURA_TEST(GpuParityTest)
#include "gpu_parity_test.moc"
