#include "core/kept.h"

#include "tests/support/test_case.h"

using namespace velatura;

namespace {

template <class F>
Image grey(ImageSize size, F&& value) {
    PixelBuffer out(size, 1, Depth::U8);
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x) out.row(y)[x] = static_cast<std::uint8_t>(value(x, y));
    return Image(std::move(out));
}

}  // namespace

class KeptTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatNoStyleTakesIsKept() {
        const Image left = grey({20, 10}, [](int x, int) { return x < 10 ? 255 : 0; }), top = grey({20, 10}, [](int, int y) { return y < 5 ? 255 : 0; });
        RenderRequest r;
        const Image style = grey({4, 4}, [](int, int) { return 90; });
        r.styles = {{style, 1.0, left}, {style, 1.0, {}}};
        QVERIFY(keptPhoto(r).empty());
        r.styles = {{style, 1.0, left}, {style, 0.0, {}}};  // one without a weight takes nothing
        QCOMPARE(int(keptPhoto(r).protect.row(2)[3]), 0);
        QCOMPARE(int(keptPhoto(r).protect.row(2)[15]), 255);
        r.styles = {{style, 1.0, left}};
        r.protect = top;
        QCOMPARE(int(keptPhoto(r).protect.row(2)[3]), 255);
        QCOMPARE(int(keptPhoto(r).protect.row(8)[3]), 0);
        QCOMPARE(int(keptPhoto(r).protect.row(8)[15]), 255);
    }
};

VELATURA_TEST(KeptTest)
#include "kept_test.moc"
