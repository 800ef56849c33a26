#include "ui/canvas/canvas.h"

#include <QtGui/QWheelEvent>
#include <QtWidgets/QApplication>

#include "tests/support/test_case.h"
#include "tests/ui/window_fixture.h"
#include "ui/canvas/view_transform.h"

using namespace velatura;

class CanvasTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fitsWithMargins() {
        ViewTransform v;
        v.setViewport({848, 648}, 1);
        v.setDocument({1600, 600});
        QVERIFY(v.fitted());
        QCOMPARE(v.zoom(), 0.5);  // 800 of 848 wide
        QCOMPARE(v.rect(), QRectF(24, 174, 800, 300));
    }

    void zoomKeepsThePointUnderThePointer() {
        ViewTransform v;
        v.setViewport({800, 600}, 1);
        v.setDocument({4000, 3000});
        const QPointF pointer(300, 200);
        const QPointF before = v.toDocument(pointer);
        v.zoomBy(4, pointer);
        const QPointF after = v.toDocument(pointer);
        QVERIFY(std::abs(before.x() - after.x()) < 1e-6 && std::abs(before.y() - after.y()) < 1e-6);
        QVERIFY(!v.fitted());
    }

    void resultOfAnotherSizeCoversTheSamePlace() {
        ViewTransform v;
        v.setViewport({800, 600}, 1);
        v.setDocument({3000, 2000});
        v.setZoom(0.5, {100, 100});
        v.panBy({-40, -30});
        const QRectF place = v.rect();
        v.setDocument({512, 341});  // rounded proportions
        QVERIFY(std::abs(v.rect().x() - place.x()) < 1e-6);
        QVERIFY(std::abs(v.rect().width() - place.width()) < 1e-6);
        v.setDocument({512, 512});  // another picture
        QVERIFY(v.fitted());
    }

    void oneToOneMeansScreenPixels() {
        ViewTransform v;
        v.setViewport({800, 600}, 2);
        v.setDocument({1000, 1000});
        v.setZoom(1, {400, 300});
        QCOMPARE(v.rect().width(), 500.0);
    }

    void isNeverDraggedOutOfSight() {
        ViewTransform v;
        v.setViewport({800, 600}, 1);
        v.setDocument({1000, 1000});
        v.setZoom(2, {400, 300});
        v.panBy({-100000, 100000});
        QVERIFY(v.rect().intersects(QRectF(0, 0, 800, 600)));
    }

    void wheelAndKeys() {
        Canvas canvas;
        canvas.resize(600, 400);
        canvas.setPicture(makePicture(test::gradient(1200, 800, 40), "a"));
        canvas.show();
        const double fitted = canvas.zoom();
        QWheelEvent wheel({300, 200}, {300, 200}, {}, {0, 120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(&canvas, &wheel);
        QVERIFY(canvas.zoom() > fitted * 1.1);
        QTest::keyClick(&canvas, Qt::Key_Minus);
        QVERIFY(canvas.zoom() <= fitted * 1.2);
        canvas.fit();
        QCOMPARE(canvas.zoom(), fitted);
    }

    void comparesOnlyWhatDiffers() {
        Canvas canvas;
        const PicturePtr photo = makePicture(test::gradient(60, 40, 10), "photo");
        canvas.setBefore(photo);
        canvas.setPicture(photo);
        canvas.setComparing(true);
        QVERIFY(!canvas.comparing());
        canvas.setPicture(makePicture(test::gradient(30, 20, 200), "result"));
        QVERIFY(canvas.comparing());
    }

    void peekingShowsThePhoto() {
        Canvas canvas;
        canvas.resize(400, 300);
        canvas.setBefore(makePicture(test::gradient(60, 40, 0), "photo"));
        canvas.setPicture(makePicture(test::gradient(60, 40, 250), "result"));
        canvas.show();
        const auto blueAt = [&] { return canvas.grab().toImage().pixelColor(200, 150).blue(); };
        QVERIFY(blueAt() > 240);
        canvas.setPeeking(true);
        QVERIFY(blueAt() < 10);
    }

    void previewIsAsLargeAsTheFinalPicture() {
        Canvas canvas;
        canvas.resize(600, 400);
        canvas.setPicture(makePicture(test::gradient(512, 340, 0), "photo"));
        const QRectF place = canvas.view().rect();
        canvas.setPreview(QImage(256, 170, QImage::Format_RGB32), {512, 340});
        QCOMPARE(canvas.view().rect(), place);
    }

    void aPictureIsTakenByOneButtonOnly() {
        Canvas canvas;
        canvas.resize(400, 300);
        canvas.setPicture(makePicture(test::gradient(80, 60, 3), "a"));
        int pressed = 0, taken = 0;
        connect(&canvas, &Canvas::takePressed, &canvas, [&] { ++pressed; });
        connect(&canvas, &Canvas::takeWanted, &canvas, [&] { ++taken; });
        const auto send = [&](QEvent::Type type, QPointF p, Qt::MouseButton button, Qt::MouseButtons buttons) {
            QMouseEvent e(type, p, canvas.mapToGlobal(p), button, buttons, Qt::NoModifier);
            QApplication::sendEvent(&canvas, &e);
        };
        const auto both = Qt::LeftButton | Qt::MiddleButton;
        // While it is panned with the middle button, the left one begins nothing.
        send(QEvent::MouseButtonPress, {200, 150}, Qt::MiddleButton, Qt::MiddleButton);
        send(QEvent::MouseButtonPress, {200, 150}, Qt::LeftButton, both);
        send(QEvent::MouseMove, {260, 150}, Qt::NoButton, both);
        QVERIFY(pressed == 0 && taken == 0);
        // Letting the left one go does not end the panning either.
        send(QEvent::MouseButtonRelease, {260, 150}, Qt::LeftButton, Qt::MiddleButton);
        QCOMPARE(canvas.cursor().shape(), Qt::ClosedHandCursor);
        send(QEvent::MouseButtonRelease, {260, 150}, Qt::MiddleButton, Qt::NoButton);
        canvas.fit();
        // Pressed here, let go elsewhere: a move without a button takes nothing.
        send(QEvent::MouseButtonPress, {200, 150}, Qt::LeftButton, Qt::LeftButton);
        QCOMPARE(pressed, 1);
        send(QEvent::MouseMove, {260, 150}, Qt::NoButton, Qt::NoButton);
        QCOMPARE(taken, 0);
        send(QEvent::MouseMove, {200, 150}, Qt::NoButton, Qt::LeftButton);  // a press that began elsewhere
        QCOMPARE(taken, 0);
        send(QEvent::MouseButtonPress, {200, 150}, Qt::LeftButton, Qt::LeftButton);
        send(QEvent::MouseMove, {260, 150}, Qt::NoButton, Qt::LeftButton);
        QCOMPARE(taken, 1);
    }
};

VELATURA_TEST(CanvasTest)
#include "canvas_test.moc"
