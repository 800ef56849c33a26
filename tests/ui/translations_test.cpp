// Every text that a person can meet in the window has its Chinese: the window's own (lupdate finds those), and those
// that come from below it, which are found here by walking the schemas and reading the sources.
// translations/update.sh runs this with VELATURA_WRITE_TEXTS to hand the latter to lupdate.
#include <QtCore/QDirIterator>
#include <QtCore/QFile>
#include <QtCore/QRegularExpression>
#include <QtCore/QTranslator>
#include <QtCore/QXmlStreamReader>

#include "core/catalog.h"
#include "core/image/export_presets.h"
#include "core/image_io/timelapse_params.h"
#include "tests/support/test_case.h"
#include "ui/batch/batch_output.h"

using namespace velatura;

namespace {

using Texts = std::map<QString, QStringList>;  ///< by context

QString sourceFolder(const char* below) {
    return QStringLiteral(VELATURA_SOURCE_DIR "/") + below;
}

QString readAll(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

void add(QStringList& to, const std::string& text) {
    const QString t = QString::fromStdString(text);
    if (!t.isEmpty() && !to.contains(t)) to << t;
}

/// String literals of a piece of C++, neighbours joined, comments left out.
QStringList literals(QString code) {
    static const QRegularExpression comment(QStringLiteral("(^|\\s)//[^\\n]*"));
    static const QRegularExpression run(QStringLiteral("(?:\"(?:[^\"\\\\\\n]|\\\\.)*\"\\s*)+"));
    static const QRegularExpression seam(QStringLiteral("(?<!\\\\)\"\\s*\""));
    code.remove(comment);
    QStringList out;
    for (auto it = run.globalMatch(code); it.hasNext();) {
        QString text = it.next().captured().trimmed().replace(seam, QString());
        text = text.mid(1, text.size() - 2);
        out << text.replace(QStringLiteral("\\\""), QStringLiteral("\""))
                   .replace(QStringLiteral("\\n"), QStringLiteral("\n"));
    }
    return out;
}

/// Errors and hints are the sentences in the code: a blank inside, a full stop at the end, no lower case at the start.
void addSentences(QStringList& to, const QString& code) {
    for (const QString& text : literals(code))
        if (text.size() > 8 && text.contains(' ') && text.endsWith('.') && !text.front().isLower() &&
            !to.contains(text))
            to << text;
}

void addSchema(QStringList& to, const Schema& schema) {
    for (const ParamInfo& info : schema.fields()) {
        for (const std::string& text : {info.label, info.help, info.group}) add(to, text);
        for (const ParamChoice& c : info.choices) add(to, c.label), add(to, c.help);
        for (const std::string& label : info.listLabels) add(to, label);
    }
}

Texts textsFromBelow() {
    Texts out;
    auto& params = out["params"];
    for (const auto& e : engines()) add(params, e.label), add(params, e.help), addSchema(params, e.schema());
    for (const auto& t : trainers())
        add(params, t.label), add(params, t.help), add(params, t.dataHelp), addSchema(params, t.schema());
    for (const auto& group : exportPresets()) {
        add(params, group.label);
        for (const auto& target : group.targets) add(params, target.name);
    }
    addSchema(params, batchOutputSchema());
    addSchema(params, timelapseSchema());
    for (const auto& m : metricInfos()) add(params, m.label), add(params, m.help);

    static const QRegularExpression failure(QStringLiteral("fail\\(ErrorCode::[^;]*;")),
        stage(QStringLiteral("progress\\([^;]*;"));
    QDirIterator files(sourceFolder("core"), {"*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next(), code = readAll(path);
        if (path.endsWith("_params.cpp") || path.endsWith("/catalog.cpp"))
            for (auto it = failure.globalMatch(code); it.hasNext();) addSentences(out["errors"], it.next().captured());
        else
            addSentences(out["errors"], code);
        for (auto it = stage.globalMatch(code); it.hasNext();)
            for (const QString& text : literals(it.next().captured())) add(out["stages"], text.toStdString());
    }
    QDirIterator window(sourceFolder("ui"), {"*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
    while (window.hasNext()) {
        const QString code = readAll(window.next());
        for (auto it = failure.globalMatch(code); it.hasNext();) addSentences(out["errors"], it.next().captured());
    }
    // Names of curves, as gatys and TrainLoop write them into event files.
    for (const char* name :
         {"total", "content", "style", "smoothness", "colour smoothness", "features", "small changes", "learning rate", "styled relu1_1", "styled relu2_1", "styled relu3_1", "style relu2_1",
          "style relu3_1", "out of range"})
        add(out["scalars"], name);
    for (auto& [context, texts] : out) texts.sort();
    return out;
}

}  // namespace

class TranslationsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        const QByteArray target = qgetenv("VELATURA_WRITE_TEXTS");
        if (!target.isEmpty()) {
            QFile file(QString::fromLocal8Bit(target));
            QVERIFY(file.open(QIODevice::WriteOnly));
            for (const auto& [context, texts] : textsFromBelow())
                for (QString text : texts) {
                    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
                    file.write(QStringLiteral("QT_TRANSLATE_NOOP(\"%1\", \"%2\")\n").arg(context, text).toUtf8());
                }
        }
        QVERIFY(chinese_.load(":/i18n/velatura_zh_CN.qm"));
    }

    void everyTextFromBelowIsTranslated() {
        QStringList missing;
        const Texts all = textsFromBelow();
        QVERIFY(all.at("params").size() > 60 && all.at("errors").size() > 60 && all.at("stages").size() >= 4);
        for (const auto& [context, texts] : all)
            for (const QString& text : texts)
                if (chinese_.translate(context.toUtf8().constData(), text.toUtf8().constData()).isEmpty())
                    missing << context + ": " + text;
        QVERIFY2(missing.isEmpty(), qPrintable("Without Chinese:\n" + missing.join('\n')));
    }

    void everyTextOfTheFileIsFinishedAndKeepsItsPlaces() {
        static const QRegularExpression place(QStringLiteral("%\\d"));
        const auto places = [](const QString& text) {
            QStringList out;
            for (auto it = place.globalMatch(text); it.hasNext();) out << it.next().captured();
            out.sort();
            return out;
        };
        QXmlStreamReader xml(readAll(sourceFolder("translations/velatura_zh_CN.ts")));
        QString source;
        int count = 0;
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement) continue;
            if (xml.name() == u"source") source = xml.readElementText();
            if (xml.name() != u"translation") continue;
            const bool unfinished = xml.attributes().hasAttribute("type");
            const QString text = xml.readElementText();
            QVERIFY2(!unfinished && !text.isEmpty(), qPrintable("Unfinished: " + source));
            QVERIFY2(places(source) == places(text), qPrintable("Other places than in English: " + source));
            ++count;
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QVERIFY(count > 300);
    }

private:
    QTranslator chinese_;
};

VELATURA_TEST(TranslationsTest)
#include "translations_test.moc"
