#include "ui/common/manual_pages.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QRegularExpression>

#include "core/base/paths.h"
#include "core/catalog.h"
#include "ui/common/translate.h"
#include "ui/params/param_text.h"

namespace velatura {

namespace {

struct ManualText {
    Q_DECLARE_TR_FUNCTIONS(ManualWindow)
};

constexpr qint64 kPageLimit = 4 << 20;

QString chapterFolder(const QString& language) {
    const auto found = findData("manual/" + language.toStdString());
    return found ? QString::fromStdString(found->string()) : QString();
}

ManualPage readChapter(const QString& folder, const QString& fileName) {
    ManualPage page;
    QFile file(folder + '/' + fileName);
    if (file.open(QIODevice::ReadOnly)) page.text = QString::fromUtf8(file.read(kPageLimit));
    page.folder = folder;
    // "02-choosing-a-style.md"
    page.name = fileName.section('-', 1).section('.', 0, 0);
    static const QRegularExpression heading(QStringLiteral("^#+\\s*(.+?)\\s*$"), QRegularExpression::MultilineOption);
    const auto match = heading.match(page.text);
    page.title = match.hasMatch() ? match.captured(1) : page.name;
    return page;
}

QString row(const ParamInfo& info) {
    QString range = rangeText(info);
    if (info.type == ParamType::Choice) {
        QStringList words;
        for (const auto& c : info.choices)
            words << (c.help.empty() ? trParam(c.label) : trParam(c.label) + QStringLiteral(": ") + trParam(c.help));
        range = words.join(QStringLiteral("<br>"));
    }
    return QStringLiteral("<tr><td><b>%1</b><br><span class='muted'>--%2</span></td><td>%3%6</td><td>%4</td><td>%5</td></tr>")
        .arg(trParam(info.label).toHtmlEscaped(), QString::fromStdString(info.key), trParam(info.help).toHtmlEscaped(),
             range, valueText(info, info.defaultValue).toHtmlEscaped(),
             info.live ? " <span class='muted'>" + ManualText::tr("May be changed while training.") + "</span>" : QString());
}

QString table(const std::string& key, const std::string& label, const std::string& help, const Schema& schema) {
    QString out = QStringLiteral("<h2><a name='%1'></a>%2</h2><p>%3</p>"
                                 "<table width='100%' cellspacing='0' cellpadding='6'><tr><th>%4</th><th>%5</th><th>%6</th><th>%7</th></tr>")
                      .arg(QString::fromStdString(key), trParam(label).toHtmlEscaped(), trParam(help).toHtmlEscaped(),
                           ManualText::tr("Parameter"), ManualText::tr("What it does"), ManualText::tr("Range"),
                           ManualText::tr("Default"));
    for (const auto& info : schema.fields()) out += row(info);
    return out + QStringLiteral("</table>");
}

}  // namespace

QString parameterChapter() {
    QString out = "<h1>" + ManualText::tr("All parameters") + "</h1><p>" +
                  ManualText::tr("The names after two dashes are the options of the terminal program.") + "</p>";
    for (const auto& e : engines()) out += table(e.key, e.label, e.help, e.schema());
    for (const auto& t : trainers()) out += table("train-" + t.key, t.label, t.help, t.schema());
    return out;
}

std::vector<ManualPage> manualPages(const QString& language) {
    const QString own = chapterFolder(language), english = chapterFolder(QStringLiteral("en"));
    const QString folder = own.isEmpty() ? english : own;
    std::vector<ManualPage> out;
    if (!folder.isEmpty())
        for (const QString& name : QDir(folder).entryList({QStringLiteral("*.md")}, QDir::Files, QDir::Name))
            out.push_back(readChapter(folder, name));
    ManualPage parameters;
    parameters.name = QStringLiteral("parameters");
    parameters.title = ManualText::tr("All parameters");
    parameters.text = parameterChapter();
    parameters.html = true;
    out.push_back(parameters);
    return out;
}

}  // namespace velatura
